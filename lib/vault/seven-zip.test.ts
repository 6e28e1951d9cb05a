import { randomBytes } from "node:crypto";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Entry } from "#lib/entries";
import { temporaryFolder } from "../../test/installation.ts";
import { sevenZip } from "../../test/seven-zip.ts";
import {
  fileEntry,
  folderEntry,
  keptArchive,
  linkEntry,
  newVault,
  zipOf,
} from "../../test/vault.ts";

/** An archive of these entries, tested by 7-Zip, which then takes these out of it: else all of them. */
async function unpacked(entries: Iterable<Entry>, names: readonly string[] = []) {
  const place = await newVault();
  const zip = await zipOf(place, await keptArchive(place, entries));
  const tested = await sevenZip(["t", zip]);
  const folder = await temporaryFolder();
  await sevenZip(["x", zip, `-o${folder}`, ...names]);
  return { zip, tested, at: (name: string) => path.join(folder, name) };
}

describe("an archive opened with 7-Zip (fault 34)", () => {
  it("gives back every byte, under names in any script, with modes and times", async () => {
    const contents: Record<string, Buffer> = {
      empty: Buffer.alloc(0),
      "small text.txt": Buffer.from("a line of a log\n".repeat(40)),
      "über 日本 🚀": Buffer.from("a line of a log\n".repeat(200_000)),
      "e\u0301 and \u00e9": randomBytes(1_500_000),
      "Ærøskøbing/Łódź/Ελλάδα.txt": Buffer.concat([randomBytes(1_100_000), Buffer.alloc(900_000)]),
    };
    const modified = new Date("2031-07-01T12:34:57Z");
    const { at, tested } = await unpacked(
      Object.entries(contents).map(([name, bytes]) =>
        fileEntry(`media/photos/${name}`, bytes, { mode: 0o640, modified }),
      ),
    );
    for (const [name, bytes] of Object.entries(contents)) {
      const file = at(`media/photos/${name}`);
      expect((await readFile(file)).equals(bytes), name).toBe(true);
      const stats = await lstat(file);
      expect([stats.mode & 0o7777, stats.mtime], name).toEqual([0o640, modified]);
    }
    expect(tested).toContain("Everything is Ok");
    expect(tested).not.toMatch(/warning/i);
    const json = JSON.parse(await readFile(at("holdfast.json"), "utf8"));
    expect(json.entries).toHaveLength(Object.keys(contents).length);
  });

  it("makes links of links", async () => {
    const { at } = await unpacked([
      folderEntry("files/etc"),
      fileEntry("files/etc/über.txt", "target"),
      linkEntry("files/etc/link", "über.txt"),
      linkEntry("files/etc/dangling", "not here"),
      linkEntry("files/link", "etc"),
    ]);
    expect(await readlink(at("files/etc/link"))).toBe("über.txt");
    expect(await readlink(at("files/etc/dangling"))).toBe("not here");
    expect(await readlink(at("files/link"))).toBe("etc");
    expect(await readFile(at("files/etc/link"), "utf8")).toBe("target");
  });

  it("counts more entries than a ZIP can without its 64-bit fields", async () => {
    const folders = 0x1_0000;
    const names = Array.from({ length: folders }, (_, n) => `files/many/${n}`);
    const last = "files/many/last";
    const { at, zip, tested } = await unpacked(
      [...names.map((name) => folderEntry(name)), fileEntry(last, "behind all of them")],
      [`${names[3]}`, last],
    );
    expect(tested).toContain("Everything is Ok");
    expect(tested).toMatch(new RegExp(`^Folders: ${folders}$`, "m"));
    expect((await readdir(at("files/many"))).toSorted()).toEqual(["3", "last"]);
    expect(await readFile(at(last), "utf8")).toBe("behind all of them");
    expect(await sevenZip(["l", "-slt", zip, "holdfast.json"])).toContain("64-bit = +");
  });
});
