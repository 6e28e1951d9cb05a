import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { randomFrom, testSeed } from "../../test/seed.ts";
import { fileEntry, keptArchive, newVault, zipOf } from "../../test/vault.ts";
import { readArchiveFile, removeArchive } from "./index.ts";

async function stored() {
  const place = await newVault();
  const kept = await keptArchive(place, [
    fileEntry("media/photos/a", Buffer.alloc(700_000, "a line of a log\n")),
    fileEntry("media/photos/b", Buffer.from(Array.from({ length: 600_000 }, () => byte()))),
  ]);
  const bytes = await readFile(await zipOf(place, kept));
  return { place, kept, bytes };
}

const random = randomFrom(testSeed());
const byte = () => Math.floor(random() * 256);

describe("the bytes of an archive", () => {
  it("are the file's, of a length that is known before the first of them", async () => {
    const { place, kept, bytes } = await stored();
    const archive = await readArchiveFile(place, kept.file);
    expect(archive.size).toBe(kept.bytes);
    expect((await buffer(archive.open())).equals(bytes)).toBe(true);
  });

  it("come in any range, first and last byte included, and ranges make up the whole", async () => {
    const { place, kept, bytes } = await stored();
    const archive = await readArchiveFile(place, kept.file);
    const read = (start: number, end: number) => buffer(archive.open({ start, end }));
    expect(await read(0, 0)).toEqual(bytes.subarray(0, 1));
    expect(await read(archive.size - 1, archive.size - 1)).toEqual(bytes.subarray(-1));
    const parts: Buffer[] = [];
    for (let start = 0; start < archive.size; ) {
      const end = Math.min(archive.size - 1, start + Math.floor(random() * 400_000));
      parts.push(await read(start, end));
      start = end + 1;
    }
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
  });

  it("can be given up half way, and go on to their end when the archive is let go meanwhile", async () => {
    const { place, kept, bytes } = await stored();
    const archive = await readArchiveFile(place, kept.file);
    const givenUp = archive.open();
    for await (const chunk of givenUp) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(givenUp.destroyed).toBe(true);
    const going = archive.open()[Symbol.asyncIterator]();
    const first = (await going.next()).value as Buffer;
    await removeArchive(place, kept.file);
    const parts = [first];
    for (let next = await going.next(); !next.done; next = await going.next()) {
      parts.push(next.value as Buffer);
    }
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    await expect(readArchiveFile(place, kept.file)).rejects.toMatchObject({
      causeName: "archive-missing",
      facts: { path: kept.file },
    });
  });
});
