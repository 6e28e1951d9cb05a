import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, readlink, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { openSource } from "#lib/sources";
import { beginArchive } from "#lib/vault";
import { temporaryFolder } from "./installation.ts";
import { folderSource, folderWith, watchedSurroundings } from "./sources.ts";
import { archiveOrder, newVault, output, pass, source, tail, verified, zipOf } from "./vault.ts";

/** A path below a folder, each letter one byte. */
function at(folder: string, name: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, "latin1")]);
}

const long = 255;

/** Names that file systems allow, one byte a letter; what is in each file is its name. */
const names = [
  "caf\xe9",
  "caf%E9",
  "caf%E9~2",
  "two\nlines",
  "x".repeat(long),
  "\xe9".repeat(long),
  `${"\xe9".repeat(long - 1)}\xe8`,
  `\\${"\\".repeat(long - 1)}`,
  "Case",
  "case",
  " ",
  "-rf",
  "a\\b",
  "a;1",
  "..\\..\\up",
  "\x01\x1b[2J",
  "\xc3\x28",
  "\xed\xa0\x80",
  "holdfast.json",
];

const links: Record<string, string> = {
  "to itself": "to itself",
  here: "there",
  there: "here",
  up: "..",
  away: "/nowhere/at all",
  "to latin": "caf\xe9",
  "of latin \xe9": "../\xe9\n",
};

async function hostileTree(): Promise<string> {
  const folder = await folderWith({});
  for (const name of names) await writeFile(at(folder, name), name, "latin1");
  for (const [name, target] of Object.entries(links)) {
    await symlink(Buffer.from(target, "latin1"), at(folder, name));
  }
  for (const above of ["\xfcber", "\xe9".repeat(long)]) {
    const below = at(folder, `\xff/${above}`).toString("latin1");
    await mkdir(Buffer.from(below, "latin1"), { recursive: true });
    await writeFile(Buffer.from(`${below}/caf\xe9`, "latin1"), above, "latin1");
  }
  return folder;
}

/** Everything in a folder: names as they are, with what a file holds or where a link points. */
async function everythingIn(folder: Buffer): Promise<Record<string, string | null>> {
  const found: Record<string, string | null> = {};
  const look = async (place: Buffer, above: string) => {
    const entries = await readdir(place, { withFileTypes: true, encoding: "buffer" });
    for (const entry of entries) {
      const real = Buffer.concat([place, Buffer.from("/"), entry.name]);
      const name = above + entry.name.toString("latin1");
      if (entry.isDirectory()) {
        found[name] = null;
        await look(real, `${name}/`);
      } else if (entry.isSymbolicLink()) {
        const target = await readlink(real, { encoding: "buffer" });
        found[name] = `→ ${target.toString("latin1")}`;
      } else found[name] = await readFile(real, "latin1");
    }
  };
  await look(folder, "");
  return found;
}

/** What docs/restore.md tells people to type, to give escaped files their names back. */
async function giveNamesBack(folder: string): Promise<void> {
  const guide = await readFile(path.join(import.meta.dirname, "../docs/restore.md"), "utf8");
  const [, script = ""] = /^python3 - restored <<'END'\n([\s\S]*?)^END$/m.exec(guide) ?? [];
  expect(script).toContain("nameBytes");
  await promisify(execFile)("python3", ["-c", script, folder]);
}

it("a hostile tree comes back byte by byte with unzip and the guide alone (faults 27, 34)", async () => {
  const folder = await hostileTree();
  const surroundings = await watchedSurroundings();
  const open = await openSource(folderSource(folder), surroundings);
  const place = await newVault();
  const writer = await beginArchive(place, archiveOrder());
  for await (const entry of open.entries()) {
    expect(await writer.add(entry, source)).toMatchObject({ kept: true, warning: null });
  }
  const archive = await writer.keep(tail, pass);
  await verified(place, archive);
  expect(surroundings.warnings).toEqual([]);
  expect(archive.entries).toBe(open.count.entries);

  const restored = await temporaryFolder();
  await output("unzip", ["-q", "-^", await zipOf(place, archive), "-d", restored]);
  await giveNamesBack(restored);
  const before = await everythingIn(Buffer.from(folder));
  expect(Object.keys(before)).toHaveLength(names.length + Object.keys(links).length + 5);
  expect(await everythingIn(Buffer.from(path.join(restored, "source")))).toEqual(before);
});
