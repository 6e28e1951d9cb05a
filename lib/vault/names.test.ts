import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { archiveName, type Entry } from "#lib/entries";
import { temporaryFolder } from "../../test/installation.ts";
import {
  archiveOrder,
  fileEntry,
  folderEntry,
  keptArchive,
  linkEntry,
  newVault,
  output,
  pass,
  source,
  tail,
  verified,
  zipOf,
} from "../../test/vault.ts";
import { beginArchive, listEntries } from "./index.ts";

const all = { offset: 0, limit: 100 };

/** An archive of these entries, unpacked by Info-ZIP below a folder. */
async function unpacked(entries: Entry[]) {
  const place = await newVault();
  const kept = await keptArchive(place, entries);
  await verified(place, kept);
  const folder = await temporaryFolder();
  await output("unzip", ["-q", "-^", await zipOf(place, kept), "-d", folder]);
  return { folder, listed: (await listEntries(place, kept.file, all)).entries };
}

describe("hostile names (fault 27)", () => {
  const names = [
    "-rf",
    "--help",
    " leading and trailing ",
    "two\nlines",
    "tab\tand bell\u0007",
    "über 日本 🚀",
    "e\u0301 and \u00e9",
    "a:b*c?d<e>f|g\"h'i`j$k",
    "CON",
    "C:",
    "x".repeat(255),
    "ü".repeat(127),
    "...",
    "..a",
    "%2e%2e",
    "Case",
    "case",
    "holdfast.json",
    "PK\u0005\u0006",
  ];

  it("come back as they were: dashes, newlines, 255 bytes, case twins", async () => {
    const { folder, listed } = await unpacked(
      names.map((name) => fileEntry(`files/n/${name}`, name)),
    );
    const found = await readdir(path.join(folder, "files/n"));
    expect(found.toSorted()).toEqual(names.toSorted());
    for (const name of names) {
      expect(await readFile(path.join(folder, "files/n", name), "utf8")).toBe(name);
    }
    expect(listed.map((entry) => entry.path)).toEqual(names.map((name) => `files/n/${name}`));
  });

  it("that are not UTF-8, or that unzip would misread, are escaped, and their bytes are listed", async () => {
    const latin = archiveName(Buffer.from([0x63, 0x61, 0x66, 0xe9]));
    const slash = archiveName(Buffer.from("a\\b"));
    const versions = ["a;1", "a;2"].map((name) => archiveName(Buffer.from(name)));
    const { folder, listed } = await unpacked([latin, slash, ...versions].map(escapedFile));
    const found = (await readdir(path.join(folder, "files/n"))).toSorted();
    expect(found).toEqual(["a%3B1", "a%3B2", "a%5Cb", "caf%E9"]);
    expect(listed.map((entry) => [entry.path, entry.nameBytes])).toEqual([
      ["files/n/caf%E9", "files/n/caf\\xE9"],
      ["files/n/a%5Cb", "files/n/a\\x5Cb"],
      ["files/n/a%3B1", "files/n/a;1"],
      ["files/n/a%3B2", "files/n/a;2"],
    ]);
  });

  it("that come out the same get ~2, ~3 at their end, and keep their bytes", async () => {
    const latin = escapedFile(archiveName(Buffer.from([0x63, 0x61, 0x66, 0xe9])));
    const { folder, listed } = await unpacked([
      fileEntry("files/n/caf%E9", "plain"),
      latin,
      { ...latin },
    ]);
    expect((await readdir(path.join(folder, "files/n"))).toSorted()).toEqual([
      "caf%E9",
      "caf%E9~2",
      "caf%E9~3",
    ]);
    expect(listed.map((entry) => entry.nameBytes)).toEqual([
      null,
      "files/n/caf\\xE9",
      "files/n/caf\\xE9",
    ]);
  });

  it("keeps the name of a plain file that gave way to a twin", async () => {
    const latin = escapedFile(archiveName(Buffer.from([0x63, 0x61, 0x66, 0xe9])));
    const { listed } = await unpacked([latin, fileEntry("files/n/caf%E9", "plain")]);
    expect(listed[1]).toMatchObject({ path: "files/n/caf%E9~2", nameBytes: "files/n/caf%E9" });
  });

  it("give way within the 255 bytes that a name may have", async () => {
    const long = "ü".repeat(127);
    const { folder, listed } = await unpacked(
      ["first", "second", "third"].map((text) => fileEntry(`files/n/${long}`, text)),
    );
    const found = (await readdir(path.join(folder, "files/n"))).toSorted();
    expect(found).toEqual([`${"ü".repeat(126)}~2`, `${"ü".repeat(126)}~3`, long].toSorted());
    expect(listed[1]?.nameBytes).toBe(`files/n/${"\\xC3\\xBC".repeat(127)}`);
  });

  it("never lets a file stand where another entry needs a folder", async () => {
    const { folder, listed } = await unpacked([
      fileEntry("files/n/x", "a file"),
      fileEntry("files/n/x/below", "below a folder of the same name"),
      folderEntry("files/n/y"),
      linkEntry("files/n/y", "target"),
      fileEntry("files/n/z/deep/a", "a"),
      fileEntry("files/n/z", "z"),
      folderEntry("files/n/z/deep"),
    ]);
    expect(listed.map((entry) => entry.path)).toEqual([
      "files/n/x",
      "files/n/x~2/below",
      "files/n/y",
      "files/n/y~2",
      "files/n/z/deep/a",
      "files/n/z~2",
      "files/n/z/deep",
    ]);
    expect(await readFile(path.join(folder, "files/n/x~2/below"), "utf8")).toContain("below");
  });

  it("that would leave their folder are refused by name, and the archive goes on", async () => {
    const place = await newVault();
    const writer = await beginArchive(place, archiveOrder());
    const refused = ["../x", "/etc/passwd", "files/../../x", "files//x", "a\\b", "./x", "a\0b", ""];
    for (const name of refused) {
      const added = await writer.add(fileEntry(name, "x"), source);
      expect(added, JSON.stringify(name)).toMatchObject({
        kept: false,
        warning: { causeName: "entry-name-refused" },
      });
    }
    const long = `files/n/${"d/".repeat(40_000)}x`;
    expect(await writer.add(fileEntry(long, "x"), source)).toMatchObject({
      kept: false,
      warning: { causeName: "entry-unreadable", message: expect.stringContaining("bytes") },
    });
    await writer.add(fileEntry("files/n/good", "good"), source);
    const kept = await writer.keep(tail, pass);
    expect((await listEntries(place, kept.file, all)).total).toBe(1);
    await verified(place, kept);
  });
});

function escapedFile({ text, bytes }: { text: string; bytes: Buffer | null }): Entry {
  const nameBytes = bytes && Buffer.concat([Buffer.from("files/n/"), bytes]);
  return fileEntry(`files/n/${text}`, text, { nameBytes });
}
