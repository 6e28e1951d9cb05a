import { appendFile, copyFile, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { examined, fileEntry, keptArchive, newVault, output } from "../../test/vault.ts";
import { type KeptArchive, removeArchive, type VaultPlace } from "./index.ts";
import { manifestBytes, readManifest } from "./listing/manifest-file.ts";

let place: VaultPlace;
let kept: KeptArchive[];
let list: string;

const next = async (text: string) => {
  const archive = await keptArchive(place, [fileEntry("media/photos/a", text)]);
  kept.push(archive);
  return archive;
};

beforeEach(async () => {
  place = await newVault();
  kept = [];
  list = path.join(place.folder, "digests/plan-1.txt");
  for (const text of ["one", "two", "three"]) await next(text);
});

const lines = async () => (await readFile(list, "latin1")).split("\n").slice(0, -1);
const found = async (archives = kept) => {
  const { lists, damaged } = await examined(place, archives, { share: 0 });
  return { lists: lists.map(({ detail }) => detail), damaged };
};
const nameOf = (archive?: KeptArchive) => path.basename(archive?.file ?? "");
const nothing = { lists: [], damaged: [] };

describe("the list of a plan's manifests", () => {
  it("names each by its digest, and keeps the line when the archive is let go", async () => {
    const [one] = kept;
    await removeArchive(place, one?.file ?? "");
    const said = (await lines()).map((line) => line.split(" ").slice(0, 2));
    expect(said).toEqual(kept.map((each) => [each.sha256, nameOf(each)]));
    expect(await found(kept.slice(1))).toEqual(nothing);
  });

  it("goes on after a line that was cut off or never became one (faults 3, 6)", async () => {
    for (const rest of [
      (await lines())[2]?.slice(0, 90),
      (await lines())[2]?.slice(0, -1),
      "\0".repeat(300),
      "\n\n",
    ]) {
      await appendFile(list, rest ?? "");
      await next(`after ${rest?.length}`);
      expect(await found()).toEqual(nothing);
    }
  });

  it("is begun with what lies there where a vault has none yet", async () => {
    await rm(path.dirname(list), { recursive: true });
    const first = kept[0]?.file ?? "";
    const { manifest } = await readManifest(place, first);
    const { follows: _, ...older } = manifest;
    const { bytes, sha256 } = manifestBytes(older);
    await writeFile(path.join(place.folder, first), bytes);
    for (const { file } of kept.splice(1)) await removeArchive(place, file);
    kept = [{ ...(kept[0] as KeptArchive), sha256 }];
    expect(await found()).toEqual(nothing);
    await next("four");
    expect((await lines()).map((line) => line.split(" ")[1])).toEqual(kept.map(nameOf));
    expect(await found()).toEqual(nothing);
  });
});

describe("history that was altered (fault 10)", () => {
  it("is told where a line was changed, taken out, or put in", async () => {
    const [one = "", two = "", three = ""] = await lines();
    const put = (...of: string[]) => writeFile(list, of.map((line) => `${line}\n`).join(""));
    const changed = two.replace(kept[1]?.sha256 ?? "", "ab".repeat(32));
    await put(one, changed, three);
    expect((await found()).lists).toEqual(["its line 2 does not follow from those before it"]);
    await put(one, three);
    expect((await found()).lists).toEqual(["its line 2 does not follow from those before it"]);
    await put(one, two, three, `${"cd".repeat(32)} another.holdfast ${"ab".repeat(32)}`);
    expect((await found()).lists).toEqual(["its line 4 does not follow from those before it"]);
    await put(one, two, three);
    expect(await found()).toEqual(nothing);
  });

  it("is told where an older list was put back, or it was begun anew", async () => {
    const all = await readFile(list);
    await writeFile(list, all.subarray(0, all.indexOf("\n") + 1));
    const [first] = kept.slice(1).map(nameOf).sort();
    expect((await found()).lists).toEqual([`it does not name ${first}`]);
    await rm(list);
    expect((await found()).lists).toEqual(["it is missing"]);
    await removeArchive(place, kept.shift()?.file ?? "");
    await removeArchive(place, kept.shift()?.file ?? "");
    await next("four");
    const told = `it is not the one that ${nameOf(kept[0])} was written with`;
    expect(await found()).toEqual({ lists: [told], damaged: [] });
  });

  it("is told by the vault alone where a manifest was altered or an older one put back", async () => {
    const [one, two] = kept.map(({ file }) => path.join(place.folder, file));
    const { manifest } = await readManifest(place, kept[0]?.file ?? "");
    manifest.head.host = "another";
    await writeFile(one ?? "", manifestBytes(manifest).bytes);
    await copyFile(path.join(place.folder, kept[2]?.file ?? ""), two ?? "");
    const { damaged } = await found([]);
    const detail = "its manifest is another one than the list of its plan names";
    const sorted = kept.slice(0, 2).map(({ file }) => ({ file, detail }));
    expect(damaged).toMatchObject(sorted.sort((a, b) => (a.file < b.file ? -1 : 1)));
  });

  it("is told where a manifest of another vault lies among them", async () => {
    const other = await newVault();
    const foreign = await keptArchive(other, [fileEntry("media/photos/a", "foreign")]);
    await copyFile(path.join(other.folder, foreign.file), path.join(place.folder, foreign.file));
    const { lists, damaged } = await found();
    expect(lists).toEqual([`it does not name ${nameOf(foreign)}`]);
    expect(damaged).toMatchObject([{ file: foreign.file }]); // none of its blocks is here
  });

  it("is seen by a second reader as well", async ({ skip }) => {
    const reader = path.join(import.meta.dirname, "../../docs/reference/vault-reader.py");
    const read = () => output("python3", [reader, place.folder]);
    if (!(await output("python3", ["--version"]).catch(() => null))) skip("no python3 here");
    expect((await read()).toString()).toContain(nameOf(kept[2]));
    await writeFile(
      list,
      (await readFile(list, "latin1")).replace(kept[0]?.sha256 ?? "", "0".repeat(64)),
    );
    await expect(read()).rejects.toThrow();
  });
});
