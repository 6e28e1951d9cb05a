import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { fail } from "#lib/failures";
import {
  addAll,
  archiveOrder,
  contentOf,
  fileEntry,
  filesIn,
  folderEntry,
  inChunks,
  keptArchive,
  newVault,
  outcome,
  output,
  pass,
  source,
  tail,
  verified,
  zipOf,
} from "../../test/vault.ts";
import { beginArchive, listEntries, readManifestHead } from "./index.ts";

const all = { offset: 0, limit: 100 };
const noise = randomBytes(5_000_000);
const text = Buffer.alloc(5_000_000, "a line of a log\n");

/** A file whose reading ends in an error after so many bytes. */
function breaking(name: string, content: Buffer, { after }: { after: number }) {
  let closed = 0;
  const close = async () => {
    closed += 1;
  };
  const broken = function* () {
    yield* inChunks(content.subarray(0, after));
    throw Object.assign(new Error("i/o error"), { code: "EIO" });
  };
  const entry = fileEntry(name, content, {
    open: async () => contentOf(broken(), content.length, { close }),
  });
  return { entry, closed: () => closed };
}

describe("keeping an archive", () => {
  it("shows it in the vault under a name that sorts by time, for its owner alone", async () => {
    const place = await newVault();
    const archiveId = "0195f3a0-0000-7000-8000-00000000beef";
    const kept = await keptArchive(place, [fileEntry("media/photos/a", "abc")], { archiveId });
    expect(kept.file).toBe("archives/plan-1/2026-03-10T02-00-00Z-run-17-0000beef.holdfast");
    expect(await filesIn(place, "archives")).toEqual([path.basename(kept.file)]);
    expect(await filesIn(place, "tmp")).toEqual([]);
    const zip = await zipOf(place, kept);
    const file = path.join(place.folder, kept.file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
    expect(kept).toMatchObject({ entries: 1, contentBytes: 3, bytes: (await stat(zip)).size });
    expect((await output("sha256sum", [file])).toString().slice(0, 64)).toBe(kept.sha256);
  });

  it("counts what each source gave, and writes down warnings", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    await writer.add(folderEntry("media/photos"), source);
    await writer.add(fileEntry("media/photos/a", "abc"), source);
    const database = { kind: "database", name: "shop" };
    await writer.add(fileEntry("databases/shop/shop.db", "12345"), database);
    const warnings = [{ cause: "entry-vanished", subject: "photos", sentence: "It was gone." }];
    const sources = [
      { ...outcome, warnings: 1 },
      { ...database, path: null, state: "succeeded" as const, warnings: 0 },
      {
        kind: "logs",
        name: "nginx",
        path: "/var/log/nginx",
        state: "failed" as const,
        warnings: 0,
      },
    ];
    const kept = await writer.keep({ sources, warnings }, pass);
    const head = await readManifestHead(place, kept.file);
    expect(head.sources).toEqual([
      { ...source, path: "/srv/photos", entries: 2, bytes: 3, state: "succeeded", warnings: 1 },
      { ...database, entries: 1, bytes: 5, state: "succeeded", warnings: 0 },
      {
        kind: "logs",
        name: "nginx",
        path: "/var/log/nginx",
        entries: 0,
        bytes: 0,
        state: "failed",
        warnings: 0,
      },
    ]);
    const zip = await zipOf(place, kept);
    const manifest = JSON.parse((await output("unzip", ["-p", zip, "holdfast.json"])).toString());
    expect(manifest.warnings).toEqual(warnings);
  });

  it("asks the guard last, with what the archive will be known by, and obeys it", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    await writer.add(fileEntry("media/photos/a", "abc"), source);
    let asked: unknown = null;
    const guard = async (archive: { file: string }) => {
      asked = archive;
      expect(await filesIn(place, "archives")).toEqual([]);
      throw fail("lease-lost", {});
    };
    await expect(writer.keep(tail, guard)).rejects.toMatchObject({ causeName: "lease-lost" });
    expect(asked).toMatchObject({ entries: 1, contentBytes: 3 });
    await writer.abort();
    expect(await filesIn(place, "archives")).toEqual([]);
    expect(await filesIn(place, "tmp")).toEqual([]);
  });

  it("never takes the place of another archive, and leaves that one alone", async () => {
    const place = await newVault();
    const { archiveId } = archiveOrder();
    const first = await keptArchive(place, [fileEntry("media/photos/a", "first")], { archiveId });
    const again = keptArchive(place, [fileEntry("media/photos/a", "second")], { archiveId });
    await expect(again).rejects.toMatchObject({ causeName: "disk-error" });
    await verified(place, first);
    expect(await filesIn(place, "tmp")).toEqual([]);
  });

  it("lets two runs write at once", async () => {
    const place = await newVault();
    const [one, two] = await Promise.all(
      ["worker-1", "worker-2"].map((owner, index) =>
        keptArchive(
          place,
          [0, 1, 2].map((n) => fileEntry(`media/photos/${n}`, index === 0 ? noise : text)),
          { owner },
        ),
      ),
    );
    if (!one || !two) throw new Error("two archives were asked for");
    expect(one.file).not.toBe(two.file);
    await verified(place, one);
    await verified(place, two);
  });
});

describe("an entry that cannot be read", () => {
  it("is left out by name when it cannot be opened, and costs the archive nothing", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    const vanished = fail("entry-vanished", { path: "/srv/photos/b" });
    const added = await writer.add(
      fileEntry("media/photos/b", "", { open: () => Promise.reject(vanished) }),
      source,
    );
    expect(added).toEqual({ kept: false, bytes: 0, sha256: null, warning: vanished });
    const denied = Object.assign(new Error("denied"), { code: "EACCES" });
    expect(
      await writer.add(
        fileEntry("media/photos/c", "", { open: () => Promise.reject(denied) }),
        source,
      ),
    ).toMatchObject({ kept: false, warning: { causeName: "entry-unreadable" } });
    await writer.add(fileEntry("media/photos/a", "abc"), source);
    const kept = await writer.keep(tail, pass);
    expect(await verified(place, kept)).toEqual({ entries: 1, bytes: 3 });
  });

  it("leaves nothing behind when reading breaks off half way, however it is packed", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    await addAll(writer, [fileEntry("media/photos/before", text)]);
    for (const [content, after] of [
      [noise, 4_000_000],
      [text, 4_000_000],
      [noise, 500_000],
      [text, 0],
    ] as const) {
      const { entry, closed } = breaking("media/photos/broken", content, { after });
      expect(await writer.add(entry, source)).toMatchObject({
        kept: false,
        warning: { causeName: "entry-unreadable", message: expect.stringContaining("EIO") },
      });
      expect(closed()).toBe(1);
      await addAll(writer, [fileEntry("media/photos/between", noise)]);
    }
    await addAll(writer, [fileEntry("media/photos/broken", "whole this time")]);
    const kept = await writer.keep(tail, pass);
    await verified(place, kept);
    await output("unzip", ["-t", await zipOf(place, kept)]);
    const { entries } = await listEntries(place, kept.file, all);
    expect(entries.map((entry) => path.basename(entry.path))).toEqual([
      "before",
      "between",
      "between~2",
      "between~3",
      "between~4",
      "broken",
    ]);
  });

  it("ends the archive when the error is none of the source's", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    const bug = new TypeError("undefined is not a function");
    const entry = fileEntry("media/photos/b", "", { open: () => Promise.reject(bug) });
    await expect(writer.add(entry, source)).rejects.toBe(bug);
    await writer.abort();
  });

  it("keeps what was read of a file that changed, at the length it had, with its warning", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    const warning = fail("entry-changed", { path: "/srv/photos/a" });
    const short = text.subarray(0, 2_000_000);
    const added = await writer.add(
      fileEntry("media/photos/a", text, {
        open: async () => contentOf(inChunks(short), text.length, { verdict: async () => warning }),
      }),
      source,
    );
    expect(added).toMatchObject({ kept: true, bytes: short.length, warning });
    const kept = await writer.keep(tail, pass);
    await verified(place, kept);
    const { entries } = await listEntries(place, kept.file, all);
    expect(entries[0]?.size).toBe(short.length);
  });
});
