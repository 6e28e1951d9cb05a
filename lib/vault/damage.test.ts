import { randomBytes } from "node:crypto";
import { copyFile, open, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
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
import { type KeptArchive, listEntries, readArchiveFile, type VaultPlace } from "./index.ts";

const random = randomFrom(testSeed());
const flips = 40;
const cuts = 10;
const all = { offset: 0, limit: 100 };

/** An archive with every kind of entry, another one, and the files that both are made of. */
async function sample() {
  const place = await newVault();
  const other = await keptArchive(place, [fileEntry("media/photos/a", "another archive")]);
  const before = new Set(await packFiles(place));
  const kept = await keptArchive(place, [
    folderEntry("media/photos"),
    fileEntry("media/photos/empty", ""),
    fileEntry("media/photos/text", "a line of a log\n".repeat(2000)),
    fileEntry("media/photos/noise", randomBytes(40_000)),
    fileEntry("media/photos/long text", Buffer.alloc(1_200_000, "abcdefgh")),
    fileEntry("media/photos/long noise", randomBytes(1_100_000)),
    linkEntry("media/photos/link", "text"),
  ]);
  const packs = (await packFiles(place)).filter((file) => !before.has(file));
  return { place, kept, other, manifest: path.join(place.folder, kept.file), packs };
}

async function packFiles({ folder }: VaultPlace): Promise<string[]> {
  const found = await readdir(path.join(folder, "packs"), { recursive: true, withFileTypes: true });
  return found
    .filter((item) => item.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`);
}

async function putByte(file: string, position: number, value: number): Promise<void> {
  const handle = await open(file, "r+");
  await handle.write(Buffer.of(value), 0, 1, position);
  await handle.close();
}

/** What something fails with; never anything but a failure that names something. */
async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error !== null && !isFailure(error)) throw error;
  return error && { cause: error.causeName, ...(error.facts as { path: string }) };
}

async function download(place: VaultPlace, { file }: KeptArchive): Promise<Buffer> {
  return buffer((await readArchiveFile(place, file)).open());
}

describe("one bit changed in what an archive is made of (fault 8)", () => {
  it("is found wherever it is; nothing false is listed or downloaded", async () => {
    const { place, kept, other, manifest, packs } = await sample();
    const listed = await listEntries(place, kept.file, all);
    const zip = await download(place, kept);
    for (let round = 0; round < flips; round++) {
      const file = round % 4 === 0 ? manifest : (packs[round % packs.length] ?? manifest);
      const bytes = await readFile(file);
      const position = Math.floor(random() * bytes.length);
      const bit = 1 << Math.floor(random() * 8);
      await putByte(file, position, bytes.readUInt8(position) ^ bit);
      const where = `bit ${bit} of byte ${position} of ${path.basename(file)}`;

      expect((await failureOf(verified(place, kept)))?.cause, where).toBe("verify-mismatch");
      const list = await listEntries(place, kept.file, all).catch((error: unknown) => error);
      if (isFailure(list)) expect(list.causeName, where).toBe("archive-damaged");
      else expect(list, where).toEqual(listed);
      const given = await download(place, kept).catch((error: unknown) => error);
      if (isFailure(given)) expect(given.causeName, where).toBe("archive-damaged");
      else expect(zip.equals(given as Buffer), where).toBe(true);
      await putByte(file, position, bytes.readUInt8(position));
    }
    await verified(place, other);
    await verified(place, kept);
  });

  it("breaks a download off instead of giving out what is not as it was", async () => {
    const { place, kept, packs } = await sample();
    for (const file of packs) {
      const bytes = await readFile(file);
      await putByte(file, 40, bytes.readUInt8(40) ^ 1); // within its first block
    }
    const found = await failureOf(download(place, kept));
    expect(found).toMatchObject({ cause: "archive-damaged", path: kept.file });
  });
});

describe("an archive that is cut short (fault 8)", () => {
  it("is refused at whatever length, by every reader, and harms no other", async () => {
    const { place, kept, other, manifest } = await sample();
    const bytes = await readFile(manifest);
    const lengths = [0, 1, 21, 22, bytes.length - 1];
    while (lengths.length < cuts) lengths.push(Math.floor(random() * bytes.length));
    for (const length of lengths) {
      await writeFile(manifest, bytes);
      await truncate(manifest, length);
      const found = await failureOf(verified(place, kept));
      expect(found, `${length} bytes`).toMatchObject({ cause: "verify-mismatch", path: kept.file });
      const listing = await failureOf(listEntries(place, kept.file, all));
      expect(listing).toMatchObject({ cause: "archive-damaged", path: kept.file });
    }
    await verified(place, other);
  });

  it("is refused when a pack of it is missing, cut short or another one", async () => {
    const { place, kept, other, packs } = await sample();
    const [pack = ""] = packs;
    const bytes = await readFile(pack);
    for (const spoil of [
      () => rm(pack),
      () => truncate(pack, bytes.length - 1),
      () => truncate(pack, 0),
      () => writeFile(pack, Buffer.concat([bytes, Buffer.from("more")])),
      () => writeFile(pack, randomBytes(bytes.length)),
    ]) {
      await spoil();
      const found = await failureOf(verified(place, kept));
      expect(found?.cause).toBe("verify-mismatch");
      await writeFile(pack, bytes);
    }
    await verified(place, kept);
    await verified(place, other);
  });
});

describe("an archive that is not there", () => {
  it("is missing by name, and others still verify (fault 8)", async () => {
    const { place, kept, other, manifest } = await sample();
    await rm(manifest);
    const missing = { cause: "archive-missing", path: kept.file };
    expect(await failureOf(verified(place, kept))).toEqual(missing);
    expect(await failureOf(listEntries(place, kept.file, all))).toEqual(missing);
    await verified(place, other);
  });

  it("is not called missing when the vault's disk is: it is not mounted (fault 14)", async () => {
    const { place, kept } = await sample();
    await rm(place.folder, { recursive: true });
    expect(await failureOf(verified(place, kept))).toMatchObject({ cause: "vault-unavailable" });
  });

  it("has no name outside the vault: a path that leaves it is no archive (fault 27)", async () => {
    const { place, kept } = await sample();
    for (const name of ["../secret.key", "/etc/passwd", "archives/../../x.zip", "vault.json", ""]) {
      const found = await failureOf(verified(place, { ...kept, file: name }));
      expect(found, name).toMatchObject({ cause: "archive-missing" });
    }
  });
});

describe("another archive in the place of this one (fault 10)", () => {
  it("is refused though it is whole: its SHA-256 is not the one that was written", async () => {
    const { place, kept, other, manifest } = await sample();
    await copyFile(path.join(place.folder, other.file), manifest);
    const found = await failureOf(verified(place, kept));
    expect(found).toMatchObject({ cause: "verify-mismatch", path: kept.file });
  });
});
