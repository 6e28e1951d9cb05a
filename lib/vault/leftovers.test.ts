import { access, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { killAndClean } from "../../test/killed-writer.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";
import {
  addAll,
  archiveOrder,
  fileEntry,
  filesIn,
  keptArchive,
  newVault,
  pass,
  tail,
  verified,
} from "../../test/vault.ts";
import { beginArchive, cleanLeftovers, type VaultPlace } from "./index.ts";

const nobody = () => false;

describe("writers that are killed at any point (fault 1)", () => {
  it("harm no archive that was kept, and what they left goes with their death", async () => {
    const random = randomFrom(testSeed());
    const place = await newVault();
    const before = await keptArchive(place, [fileEntry("media/photos/a", "before")]);
    const { left, stayed } = await killAndClean(place, { before, random });
    expect(left).toBeGreaterThan(0);
    expect(stayed).toBe(0);
    await keptArchive(place, [fileEntry("media/photos/a", "after")]);
  }, 120_000);
});

describe("cleaning up", () => {
  const parts = {
    dead: "0195f3a0-0000-7000-8000-000000000001.worker-1.1.part",
    older: "0195f3a0-0000-7000-8000-000000000002.worker-2.6.part",
    alive: "0195f3a0-0000-7000-8000-000000000003.worker-2.7.part",
    strange: "notes.txt",
    almost: "0195f3a0.worker-1.part",
  };

  async function withParts(): Promise<VaultPlace> {
    const place = await newVault();
    for (const name of Object.values(parts)) {
      await writeFile(path.join(place.folder, "tmp", name), "half an archive");
    }
    await mkdir(path.join(place.folder, "tmp", "a folder"));
    return place;
  }

  it("takes what dead owners and older terms left, and nothing else (fault 21)", async () => {
    const place = await withParts();
    const asked: string[] = [];
    const removed = await cleanLeftovers(place, (owner, term) => {
      asked.push(`${owner} ${term}`);
      return owner === "worker-2" && term === 7;
    });
    expect(removed.toSorted()).toEqual([parts.dead, parts.older]);
    expect(asked.toSorted()).toEqual(["worker-1 1", "worker-2 6", "worker-2 7"]);
    expect((await readdir(path.join(place.folder, "tmp"))).toSorted()).toEqual(
      [parts.alive, parts.almost, "a folder", parts.strange].toSorted(),
    );
  });

  it("twice is as good as once, and before the first run there is nothing to do", async () => {
    const place = await withParts();
    expect(await cleanLeftovers(place, nobody)).toHaveLength(3);
    expect(await cleanLeftovers(place, nobody)).toEqual([]);
    expect(await cleanLeftovers({ folder: path.join(place.folder, "new") }, nobody)).toEqual([]);
  });

  it("leaves alone what a living writer goes on with, whatever its owner is called", async () => {
    const place = await newVault();
    const owner = "host.example/1 %2E ü";
    const writer = await beginArchive(place, archiveOrder({ owner, term: 3 }));
    await addAll(writer, [fileEntry("media/photos/a", "abc")]);
    const isAlive = (name: string, term: number) => name === owner && term === 3;
    expect(await cleanLeftovers(place, isAlive)).toEqual([]);
    const kept = await writer.keep(tail, pass);
    await verified(place, kept);
  });

  it("removes under a writer that lost its lease, which then keeps nothing (fault 21)", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    await addAll(writer, [fileEntry("media/photos/a", "abc")]);
    expect(await cleanLeftovers(place, nobody)).toHaveLength(1);
    await expect(writer.keep(tail, pass)).rejects.toMatchObject({ causeName: "disk-error" });
    await writer.abort();
    expect(await filesIn(place, "archives")).toEqual([]);
    await expect(access(path.join(place.folder, "vault.json"))).resolves.toBeUndefined();
  });
});
