import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { fileEntry, folderEntry, keptArchive, linkEntry, newVault } from "../../test/vault.ts";
import { readArchivePath } from "./index.ts";

const run = promisify(execFile);
const long = randomBytes(2_500_000);

async function site() {
  const place = await newVault();
  const { file } = await keptArchive(place, [
    fileEntry("databases/shop/shop.db", "12345"),
    folderEntry("media/photos"),
    fileEntry("media/photos/long.raw", long),
    fileEntry("media/photos/2026/märz.txt", "march ".repeat(5_000)),
    linkEntry("media/photos/latest", "2026"),
    fileEntry("media/photos2/other.jpg", "other"),
    fileEntry("media/empty", ""),
  ]);
  return { place, file };
}

describe("a part of an archive", () => {
  it("that is a file comes as its content, the whole or a range across blocks", async () => {
    const { place, file } = await site();
    const found = await readArchivePath(place, file, "media/photos/long.raw");
    expect(found.size).toBe(long.length);
    expect((await buffer(found.open())).equals(long)).toBe(true);
    for (const [start, end] of [
      [0, 0],
      [60_000, 2_000_000],
      [2_499_999, 2_499_999],
    ] as const) {
      const part = await buffer(found.open({ start, end }));
      expect(part.equals(long.subarray(start, end + 1))).toBe(true);
    }
    const empty = await readArchivePath(place, file, "media/empty");
    expect([empty.size, (await buffer(empty.open())).length]).toEqual([0, 0]);
  });

  it("that is a folder comes as a ZIP of its entries that unzip opens", async () => {
    const { place, file } = await site();
    const found = await readArchivePath(place, file, "media/photos/");
    const whole = await buffer(found.open());
    expect(whole.length).toBe(found.size);
    const folder = await mkdtemp(path.join(tmpdir(), "holdfast-part-"));
    await writeFile(path.join(folder, "part.zip"), whole);
    await run("unzip", ["-q", "part.zip"], { cwd: folder });
    const read = (name: string) => readFile(path.join(folder, name));
    expect((await read("media/photos/long.raw")).equals(long)).toBe(true);
    expect(await readFile(path.join(folder, "media/photos/2026/märz.txt"), "utf8")).toMatch(
      /^march/,
    );
    const { entries } = JSON.parse((await read("holdfast.json")).toString("utf8"));
    expect(entries.map((entry: { path: string }) => entry.path)).toEqual([
      "media/photos/long.raw",
      "media/photos/2026/märz.txt",
      "media/photos/latest",
    ]);
  });

  it("has the same bytes every time, whatever range of them is asked for", async () => {
    const { place, file } = await site();
    const found = await readArchivePath(place, file, "media/photos/");
    const whole = await buffer(found.open());
    const again = await readArchivePath(place, file, "media/photos/");
    expect(again.tag).toBe(found.tag);
    const other = await readArchivePath(place, file, "media/");
    expect(other.tag).not.toBe(found.tag);
    for (const start of [0, 1, 31, 2_400_000, whole.length - 400, whole.length - 1]) {
      const end = Math.min(whole.length - 1, start + 100_000);
      const part = await buffer(again.open({ start, end }));
      expect(part.equals(whole.subarray(start, end + 1))).toBe(true);
    }
  });

  it("is refused by name where the archive has no such file or folder", async () => {
    const { place, file } = await site();
    for (const wrong of [
      "media/nothing/",
      "media/photos",
      "media/photos/latest",
      "../etc/passwd",
    ]) {
      await expect(readArchivePath(place, file, wrong)).rejects.toMatchObject({
        causeName: "not-found",
      });
    }
  });
});
