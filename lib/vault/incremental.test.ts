import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import type { Entry } from "#lib/entries";
import {
  addAll,
  archiveOrder,
  contentOf,
  fileEntry,
  filesIn,
  inChunks,
  keptArchive,
  newVault,
  pass,
  prune,
  tail,
  verified,
} from "../../test/vault.ts";
import { beginArchive, readArchiveFile, removeArchive, type VaultPlace } from "./index.ts";

const long = randomBytes(3_000_000);

/** Files of a folder; each says when it is opened. */
function folder(opened: string[], more: Record<string, Partial<Entry> & { bytes?: Buffer }> = {}) {
  const texts: Record<string, Buffer> = {
    long,
    "a.txt": Buffer.from("one"),
    "b.txt": Buffer.from("two"),
  };
  return Object.entries(texts).map(([name, usual], inode) => {
    const { bytes = usual, ...facts } = more[name] ?? {};
    return fileEntry(`media/photos/${name}`, bytes, {
      inode: inode + 1,
      ...facts,
      open: async () => {
        opened.push(name);
        return contentOf(inChunks(bytes), bytes.length);
      },
    });
  });
}

const bytesOf = async (place: VaultPlace, file: string) =>
  buffer((await readArchiveFile(place, file)).open());

describe("an archive after another one", () => {
  it("reads nothing and stores next to nothing where nothing changed", async () => {
    const place = await newVault();
    const one = await keptArchive(place, folder([]));
    const opened: string[] = [];
    const two = await keptArchive(place, folder(opened), { previous: one.file });
    expect(opened).toEqual([]);
    expect(two).toMatchObject({ unread: 3, newBytes: 0, contentBytes: one.contentBytes });
    expect(two.storedBytes).toBeLessThan(2_000);
    await verified(place, two);
    const [before, after] = [await bytesOf(place, one.file), await bytesOf(place, two.file)];
    expect(after.equals(before)).toBe(true);
  });

  it("reads what differs in size, times or inode, and stores of it what is new", async () => {
    const place = await newVault();
    const one = await keptArchive(place, folder([]));
    const opened: string[] = [];
    const changed = new Date("2026-03-09T10:11:13Z");
    const next = folder(opened, {
      long: {
        bytes: Buffer.concat([
          long.subarray(0, 1_500_000),
          Buffer.from("!"),
          long.subarray(1_500_000),
        ]),
      },
      "a.txt": { changed },
      "b.txt": { inode: 77 },
    });
    const two = await keptArchive(place, next, { previous: one.file });
    expect(opened).toEqual(["long", "a.txt", "b.txt"]);
    expect(two.newBytes).toBeLessThan(2 * 1024 * 1024);
    await verified(place, two);
  });

  it("reads again what changed so shortly before the last look that it may have changed again", async () => {
    const place = await newVault();
    const changed = new Date("2026-03-10T01:59:59.500Z");
    const one = await keptArchive(place, folder([], { "a.txt": { changed } }));
    const opened: string[] = [];
    await keptArchive(place, folder(opened, { "a.txt": { changed } }), { previous: one.file });
    expect(opened).toEqual(["a.txt"]);
  });

  it("reads everything where the one before is gone, and stores it anew where its packs are", async () => {
    const place = await newVault();
    const one = await keptArchive(place, folder([]));
    const opened: string[] = [];
    await removeArchive(place, one.file);
    expect((await prune(place)).packs).toBe(1);
    const two = await keptArchive(place, folder(opened), { previous: one.file });
    expect(opened).toHaveLength(3);
    expect(two.newBytes).toBe(two.contentBytes);
    await verified(place, two);
  });

  it("shares blocks with archives of other plans", async () => {
    const place = await newVault();
    await keptArchive(place, folder([]));
    const two = await keptArchive(place, [fileEntry("files/copy", long)]);
    expect(two.newBytes).toBe(0);
    await verified(place, two);
  });
});

describe("pruning", () => {
  it("frees what no archive needs, and nothing else", async () => {
    const place = await newVault();
    const one = await keptArchive(place, folder([]));
    const two = await keptArchive(place, [fileEntry("media/photos/b", randomBytes(2_000_000))]);
    expect(await prune(place)).toEqual({ freedBytes: 0, packs: 0, waiting: 0 });
    await removeArchive(place, one.file);
    const { freedBytes } = await prune(place);
    expect(freedBytes).toBeGreaterThan(3_000_000);
    await verified(place, two);
    expect(await filesIn(place, "packs")).toHaveLength(1);
  });

  it("lays together what is left of packs that are half empty", async () => {
    const place = await newVault();
    const shared = randomBytes(300_000);
    const one = await keptArchive(place, [
      fileEntry("media/photos/large", randomBytes(2_000_000)),
      fileEntry("media/photos/shared", shared),
    ]);
    const two = await keptArchive(place, [fileEntry("media/photos/shared", shared)]);
    const before = await bytesOf(place, two.file);
    await removeArchive(place, one.file);
    expect((await prune(place)).freedBytes).toBeGreaterThan(1_500_000);
    await verified(place, two);
    expect((await bytesOf(place, two.file)).equals(before)).toBe(true);
  });

  it("leaves what an archive counts on that is being written meanwhile (fault 20)", async () => {
    const place = await newVault();
    const one = await keptArchive(place, folder([]));
    const writer = await beginArchive(
      place,
      archiveOrder({ previous: one.file, owner: "worker-2" }),
    );
    const opened: string[] = [];
    await addAll(writer, folder(opened));
    await removeArchive(place, one.file);
    expect(await prune(place, ["worker-2"])).toEqual({ freedBytes: 0, packs: 0, waiting: 1 });
    const two = await writer.keep(tail, pass);
    expect(opened).toEqual([]);
    await verified(place, two);
    expect((await prune(place)).packs).toBe(0);
    await verified(place, two);
  });

  it("removes nothing while a listing cannot be read: what it needs is not known", async () => {
    const place = await newVault();
    const one = await keptArchive(place, folder([]));
    await keptArchive(place, [fileEntry("media/photos/b", "b")]);
    await removeArchive(place, one.file);
    const third = await keptArchive(place, [fileEntry("media/photos/c", "c")]);
    await writeFile(`${place.folder}/${third.file}`, "damaged");
    const packs = await filesIn(place, "packs");
    await expect(prune(place)).rejects.toMatchObject({ causeName: "archive-damaged" });
    expect(await filesIn(place, "packs")).toEqual(packs);
  });
});
