import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { isFailure } from "#lib/failures";
import { temporaryFolder } from "../../test/installation.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";
import { fileEntry, keptArchive, verified } from "../../test/vault.ts";
import {
  checkVault,
  listEntries,
  listFolder,
  readArchiveFile,
  readArchivePath,
  readManifestHead,
} from "./index.ts";

/** A vault as the first version wrote it; it stays readable for ever. */
const fixture = path.join(import.meta.dirname, "fixtures", "vault-1");
const random = randomFrom(testSeed());
const flips = 120;
const all = { offset: 0, limit: 100 };

async function oldVault() {
  const folder = path.join(await temporaryFolder(), "vault");
  const { id, ...kept } = JSON.parse(await readFile(path.join(fixture, "expected.json"), "utf8"));
  const file = path.join(folder, kept.file);
  await mkdir(path.dirname(file), { recursive: true });
  await copyFile(path.join(fixture, "vault.json"), path.join(folder, "vault.json"));
  await copyFile(path.join(fixture, "archive.zip"), file);
  return { place: { folder, id: String(id) }, kept, file };
}

async function problem(work: Promise<unknown>): Promise<string | null> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error !== null && !isFailure(error)) throw error;
  return error?.causeName ?? null;
}

describe("a vault of the first version (fault 29)", () => {
  it("is listed, read back and downloaded as it was", async () => {
    const { place, kept, file } = await oldVault();
    await checkVault(place);
    expect(await verified(place, kept)).toEqual({ entries: 5, bytes: 3_760 });
    const { entries } = await listEntries(place, kept.file, all);
    expect(entries.map((entry) => entry.path.replace("media/photos", ""))).toEqual([
      ...["", "/a.txt", "/grüße.bin", "/empty", "/link"],
    ]);
    expect(await readManifestHead(place, kept.file)).toMatchObject({ run: { number: 17 } });
    expect((await listFolder(place, kept.file, { folder: "media/", ...all })).total).toBe(1);
    const archive = await readArchiveFile(place, kept.file);
    expect(await buffer(archive.open())).toEqual(await readFile(file));
  });

  it("gives out one file of an archive, whole or in part, and never an altered one", async () => {
    const { place, kept, file } = await oldVault();
    const path = "media/photos/a.txt";
    const { size, entry, open } = await readArchivePath(place, kept.file, path);
    const whole = await buffer(open());
    expect([size, entry?.size]).toEqual([whole.length, whole.length]);
    expect(createHash("sha256").update(whole).digest("hex")).toBe(entry?.sha256);
    expect(await buffer(open({ start: 1, end: 3 }))).toEqual(whole.subarray(1, 4));
    const gone = readArchivePath(place, kept.file, "media/photos/none");
    expect(await problem(gone)).toBe("not-found");
    expect(await problem(readArchivePath(place, kept.file, "media/"))).toBe("not-found");
    const bytes = await readFile(file);
    const header = bytes.indexOf(path) + path.length;
    const dataAt = header + bytes.readUInt16LE(header - path.length - 2);
    bytes.writeUInt8(bytes.readUInt8(dataAt) ^ 16, dataAt);
    await writeFile(file, bytes);
    expect(await problem(buffer(open()))).toBe("archive-damaged");
    expect(await problem(buffer(open({ start: 0, end: 0 })))).toBe("archive-damaged");
  });

  it("takes archives of this version beside the old ones, and then belongs to it", async () => {
    const { place, kept, file } = await oldVault();
    const before = await readFile(file);
    const next = await keptArchive(place, [fileEntry("media/photos/a.txt", "hello")]);
    await verified(place, next);
    await verified(place, kept);
    expect(await readFile(file)).toEqual(before);
    const marker = JSON.parse(await readFile(path.join(place.folder, "vault.json"), "utf8"));
    expect(marker).toMatchObject({ format: 2, id: place.id });
  });

  it("is refused wherever a bit of an archive changes or its end is missing (fault 8)", async () => {
    const { place, kept, file } = await oldVault();
    const bytes = await readFile(file);
    for (let round = 0; round < flips; round++) {
      const position = Math.floor(random() * bytes.length);
      const bit = 1 << Math.floor(random() * 8);
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(position) ^ bit, position);
      await writeFile(file, changed);
      const where = `bit ${bit} of byte ${position}`;
      expect(await problem(verified(place, kept)), where).toBe("verify-mismatch");
      await writeFile(file, bytes.subarray(0, position));
      expect(await problem(verified(place, kept)), where).toBe("verify-mismatch");
      expect(await problem(listEntries(place, kept.file, all)), where).toBe("archive-damaged");
    }
  });
});
