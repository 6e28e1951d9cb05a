import { hash } from "node:crypto";
import { cp, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { fileEntry, keptArchive, verified } from "../../test/vault.ts";
import { checkVault, listEntries, readArchiveFile, readArchivePath } from "./index.ts";

/** A vault as the second version wrote it in its first days; it stays readable for ever. */
const fixture = path.join(import.meta.dirname, "fixtures", "vault-2");

interface Expected {
  id: string;
  archives: {
    file: string;
    sha256: string;
    manifestSha256: string;
    zip: { bytes: number; sha256: string };
  }[];
}

async function olderVault() {
  const folder = path.join(await temporaryFolder(), "vault");
  await cp(fixture, folder, { recursive: true });
  await mkdir(path.join(folder, "tmp"), { recursive: true });
  const { id, archives } = JSON.parse(
    await readFile(path.join(folder, "expected.json"), "utf8"),
  ) as Expected;
  return { place: { folder, id }, archives };
}

describe("a vault of the second version (fault 29)", () => {
  it("is read back, and gives the very bytes that it gave then", async () => {
    const { place, archives } = await olderVault();
    await checkVault(place);
    for (const { file, sha256, manifestSha256, zip } of archives) {
      const seen = await verified(place, { file, sha256, manifestSha256 });
      expect(seen.entries).toBe(6);
      const archive = await readArchiveFile(place, file);
      expect(archive.size).toBe(zip.bytes);
      expect(hash("sha256", await buffer(archive.open()))).toBe(zip.sha256);
    }
  });

  it("gives each file, and takes archives of today beside the old ones", async () => {
    const { place, archives } = await olderVault();
    const last = archives.at(-1)?.file ?? "";
    const { entries } = await listEntries(place, last, { offset: 0, limit: 100 });
    expect(entries.map((entry) => entry.path.replace("media/photos", ""))).toEqual([
      ...["", "/a.txt", "/empty", "/grüße.bin", "/link", "/app.log"],
    ]);
    const log = await readArchivePath(place, last, "media/photos/app.log");
    const text = (await buffer(log.open())).toString();
    expect(text.split("\n").at(-2)).toBe(
      "line 12099 of a log that is long enough for several blocks",
    );
    const next = await keptArchive(place, [fileEntry("media/photos/app.log", text)]);
    expect(next.newBytes).toBe(0); // cut as it was cut then
    await verified(place, next);
  });
});
