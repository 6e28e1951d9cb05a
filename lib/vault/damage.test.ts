import { randomBytes } from "node:crypto";
import { copyFile, open, readFile, rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { isFailure } from "#lib/failures";
import { randomFrom, testSeed } from "../../test/seed.ts";
import {
  fileEntry,
  folderEntry,
  keptArchive,
  linkEntry,
  newVault,
  verified,
} from "../../test/vault.ts";
import {
  type KeptArchive,
  listEntries,
  readManifestHead,
  type VaultPlace,
  verifyArchive,
} from "./index.ts";
import { readDirectory } from "./zip/directory.ts";

const random = randomFrom(testSeed());
const flips = 40;
const cuts = 10;
const all = { offset: 0, limit: 100 };

interface Part {
  path: string;
  begin: number;
  end: number;
}

/** An archive with every kind of entry, and where each of them lies. */
async function sample() {
  const place = await newVault();
  const kept = await keptArchive(place, [
    folderEntry("media/photos"),
    fileEntry("media/photos/empty", ""),
    fileEntry("media/photos/text", "a line of a log\n".repeat(2000)),
    fileEntry("media/photos/noise", randomBytes(40_000)),
    fileEntry("media/photos/long text", Buffer.alloc(1_200_000, "abcdefgh")),
    fileEntry("media/photos/long noise", randomBytes(1_100_000)),
    linkEntry("media/photos/link", "text"),
  ]);
  const other = await keptArchive(place, [fileEntry("media/photos/a", "another archive")]);
  const file = path.join(place.folder, kept.file);
  const bytes = await readFile(file);
  const handle = await open(file);
  const { records, offset } = await readDirectory(handle, bytes.length);
  await handle.close();
  const parts = records.map(
    (record, index): Part => ({
      path: record.path,
      begin: record.offset,
      end: records[index + 1]?.offset ?? offset,
    }),
  );
  return { place, kept, other, file, bytes, parts, directory: offset };
}

async function putByte(file: string, position: number, value: number): Promise<void> {
  const handle = await open(file, "r+");
  await handle.write(Buffer.of(value), 0, 1, position);
  await handle.close();
}

/** What verifying fails with; never anything but a failure that names something. */
async function verdict(place: VaultPlace, kept: KeptArchive) {
  const error = await verified(place, kept).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error !== null && !isFailure(error)) throw error;
  return error && { cause: error.causeName, ...(error.facts as { path: string }) };
}

describe("an archive with one bit changed (fault 8)", () => {
  it("is refused by name wherever the bit is, and never lists anything else", async () => {
    const { place, kept, other, file, bytes, parts, directory } = await sample();
    const listed = await listEntries(place, kept.file, all);
    // Half of them anywhere, half where the small parts lie: beginnings, directory and end.
    const positions = Array.from({ length: flips }, (_, n) => {
      if (n % 2 === 0) return Math.floor(random() * bytes.length);
      if (n % 4 === 1) return directory + Math.floor(random() * (bytes.length - directory));
      return (parts[n % parts.length]?.begin ?? 0) + Math.floor(random() * 60);
    });
    for (const position of positions) {
      const bit = Math.floor(random() * 8);
      await putByte(file, position, bytes.readUInt8(position) ^ (1 << bit));
      const where = `bit ${bit} of byte ${position} of ${bytes.length}`;

      const found = await verdict(place, kept);
      expect(found?.cause, where).toBe("verify-mismatch");
      const touched = parts.find((part) => position >= part.begin && position < part.end);
      const names = parts.map((part) => part.path);
      // The directory repeats what the entries say: either side may be called the damaged one.
      expect([kept.file, ...(touched ? [touched.path] : names)], where).toContain(found?.path);

      const list = await listEntries(place, kept.file, all).catch((error: unknown) => error);
      if (isFailure(list)) expect(list.causeName, where).toBe("archive-damaged");
      else expect(list, where).toEqual(listed);
      await putByte(file, position, bytes.readUInt8(position));
    }
    await verified(place, other);
    await verified(place, kept);
  });

  it("names the entry whose content it is, packed or not, long or short", async () => {
    const { place, kept, file, bytes, parts } = await sample();
    for (const part of parts.filter(({ path: name }) => /text|noise|link|holdfast/.test(name))) {
      const position = Math.floor((part.begin + part.end) / 2);
      await putByte(file, position, bytes.readUInt8(position) ^ 1);
      expect((await verdict(place, kept))?.path, part.path).toBe(part.path);
      await putByte(file, position, bytes.readUInt8(position));
    }
  });
});

describe("an archive that is cut short (fault 8)", () => {
  it("is refused at whatever length, by every reader, and harms no other", async () => {
    const { place, kept, other, file, bytes } = await sample();
    const whole = `${file}.whole`;
    await copyFile(file, whole);
    const lengths = [0, 1, 21, 22, bytes.length - 1];
    while (lengths.length < cuts) lengths.push(Math.floor(random() * bytes.length));
    for (const length of lengths) {
      await copyFile(whole, file);
      await truncate(file, length);
      const found = await verdict(place, kept);
      expect(found, `${length} bytes`).toMatchObject({ cause: "verify-mismatch", path: kept.file });
      const damaged = { causeName: "archive-damaged", facts: { path: kept.file } };
      await expect(listEntries(place, kept.file, all)).rejects.toMatchObject(damaged);
      await expect(readManifestHead(place, kept.file)).rejects.toMatchObject(damaged);
    }
    await verified(place, other);
  });

  it("is refused when bytes were added behind it, too", async () => {
    const { place, kept, file, bytes } = await sample();
    await writeFile(file, Buffer.concat([bytes, Buffer.from("more")]));
    expect(await verdict(place, kept)).toMatchObject({ cause: "verify-mismatch", path: kept.file });
  });
});

describe("an archive that is not there", () => {
  it("is missing by name, and others still verify (fault 8)", async () => {
    const { place, kept, other, file } = await sample();
    await rm(file);
    expect(await verdict(place, kept)).toEqual({ cause: "archive-missing", path: kept.file });
    const missing = { causeName: "archive-missing" };
    await expect(listEntries(place, kept.file, all)).rejects.toMatchObject(missing);
    await verified(place, other);
  });

  it("is not called missing when the vault's disk is: it is not mounted (fault 14)", async () => {
    const { place, kept } = await sample();
    await rm(place.folder, { recursive: true });
    expect(await verdict(place, kept)).toMatchObject({ cause: "vault-unavailable" });
  });

  it("has no name outside the vault: a path that leaves it is no archive (fault 27)", async () => {
    const { place, kept } = await sample();
    for (const name of ["../secret.key", "/etc/passwd", "archives/../../x.zip", "vault.json", ""]) {
      const asked = { ...kept, file: name };
      expect(await verdict(place, asked), name).toMatchObject({ cause: "archive-missing" });
    }
  });
});

describe("another archive in the place of this one", () => {
  it("is refused though it is whole: its SHA-256 is not the one that was written", async () => {
    const { place, kept, other, file } = await sample();
    await copyFile(path.join(place.folder, other.file), file);
    const { signal } = new AbortController();
    const asked = { file: kept.file, sha256: kept.sha256, signal, moved: () => {} };
    await expect(verifyArchive(place, asked)).rejects.toMatchObject({
      causeName: "verify-mismatch",
      facts: { path: kept.file },
    });
  });
});
