import { randomBytes } from "node:crypto";
import {
  copyFile,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
} from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import {
  examined,
  fileEntry,
  filesIn,
  keptArchive,
  newVault,
  prune,
  verified,
} from "../../test/vault.ts";
import { readPackTable } from "./blocks/pack-index.ts";
import type { KeptArchive, VaultPlace } from "./index.ts";
import { readManifest } from "./listing/manifest-file.ts";

const [noise, other] = [randomBytes(200_000), randomBytes(200_000)];
const picture = fileEntry("media/photos/picture", noise);
const text = fileEntry("media/photos/text", "a line of a log\n".repeat(2_000));
const unlike = fileEntry("files/other", other);

let place: VaultPlace;
/** Two archives that share a picture, and one that shares nothing. */
let [one, two, third]: KeptArchive[] = [];
let kept: KeptArchive[];

beforeEach(async () => {
  place = await newVault();
  one = await keptArchive(place, [picture, text]);
  two = await keptArchive(place, [picture]);
  third = await keptArchive(place, [unlike]);
  kept = [one, two, third];
});

/** The pack in which some bytes lie, and where. */
async function packOf(content: Buffer): Promise<{ file: string; at: number }> {
  for (const name of await filesIn(place, "packs")) {
    const file = path.join(place.folder, "packs", name.slice(0, 2), name);
    const at = (await readFile(file)).indexOf(content.subarray(0, 64));
    if (at >= 0) return { file, at };
  }
  throw new Error("No pack holds these bytes.");
}

/** The blocks of a pack, and where each lies. */
async function blocksOf(file: string): Promise<{ id: string; offset: number }[]> {
  const blocks: { id: string; offset: number }[] = [];
  await readPackTable(file, ({ id, offset }) => {
    blocks.push({ id: id.toString("base64url"), offset });
  });
  return blocks;
}

async function flip({ file, at }: { file: string; at: number }): Promise<void> {
  const handle = await open(file, "r+");
  const byte = (await readFile(file)).readUInt8(at);
  await handle.write(Buffer.of(byte ^ 4), 0, 1, at);
  await handle.close();
}

const cleared = { damaged: [], damagedPacks: [] };

describe("a vault with one byte flipped (fault 8)", () => {
  it("names every archive and path that is touched, and no other", async () => {
    await flip(await packOf(noise));
    const found = await examined(place, kept);
    expect(found.damagedPacks).toHaveLength(1);
    const touched = { paths: ["media/photos/picture"], entries: 1 };
    expect(found.damaged.map(({ file, paths, entries }) => ({ file, paths, entries }))).toEqual(
      [one?.file, two?.file].sort().map((file) => ({ file, ...touched })),
    );
    expect(found.whole).toEqual([third?.file]);
  });

  it("has it read and stored anew by the next archive, and is whole again then", async () => {
    await flip(await packOf(noise));
    await examined(place, kept);
    const next = await keptArchive(place, [picture, text], { previous: two?.file ?? null });
    expect(next.newBytes).toBeGreaterThan(0);
    expect(next.newBytes).toBeLessThanOrEqual(noise.length); // what could still be read was kept
    expect(await examined(place, [...kept, next], { share: 0 })).toMatchObject(cleared);
    for (const each of [...kept, next]) await verified(place, each);
    const packs = await filesIn(place, "packs");
    expect(packs.filter((name) => !name.endsWith(".pack"))).toEqual([]);
  });

  it("finds a flipped byte of a listing without reading any pack whole", async () => {
    const { manifest } = await readManifest(place, third?.file ?? "");
    const { file } = await packOf(other);
    const listing = (await blocksOf(file)).find(({ id }) => id === manifest.parts[0]?.block[0]);
    await flip({ file, at: (listing?.offset ?? 0) + 20 });
    const found = await examined(place, kept, { share: 0 });
    expect(found.damaged).toMatchObject([{ file: third?.file, entries: 1, paths: [] }]);
    const next = await keptArchive(place, [unlike]);
    expect(await examined(place, [...kept, next])).toMatchObject(cleared);
  });

  it("takes a pack back that reads whole again", async () => {
    const at = await packOf(noise);
    await flip(at);
    await examined(place, kept);
    await flip({ file: `${at.file}.damaged`, at: at.at });
    expect(await examined(place, kept)).toMatchObject(cleared);
  });
});

describe("packs that are not what they should be (fault 9)", () => {
  it("are told when cut short or gone; blocks are looked for where packs really hold them", async () => {
    const { file } = await packOf(noise);
    await truncate(file, 1_000);
    const short = await examined(place, kept, { share: 0 });
    expect(short.damagedPacks).toMatchObject([{ name: path.basename(file, ".pack") }]);
    expect(short.whole).toEqual([third?.file]);
    await rm((await packOf(other)).file);
    expect((await examined(place, kept, { share: 0 })).damaged).toHaveLength(3);
  });

  it("give what they hold where their name is false, and nothing is made up", async () => {
    const { file } = await packOf(other);
    const name = "ab".repeat(32);
    const there = (await readdir(path.join(place.folder, "packs"))).includes("ab");
    const folder = there ? "ab" : path.basename(path.dirname(file));
    const foreign = path.join(place.folder, "packs", folder, `${folder}${name.slice(2)}.pack`);
    await rename(file, foreign);
    const found = await examined(place, kept);
    expect(found.damagedPacks).toMatchObject([{ name: path.basename(foreign, ".pack") }]);
    expect(found.damaged).toEqual([]);
    for (const each of kept) await verified(place, each);
  });

  it("may be of another vault, or lie there under a second name: nothing is missed or kept by it", async () => {
    const other = await newVault();
    const foreign = await keptArchive(other, [fileEntry("media/photos/a", randomBytes(50_000))]);
    const [name = ""] = await filesIn(other, "packs");
    const at = ({ folder }: VaultPlace, shard: string) => path.join(folder, "packs", shard);
    await mkdir(at(place, name.slice(0, 2)), { recursive: true });
    await copyFile(
      path.join(at(other, name.slice(0, 2)), name),
      path.join(at(place, name.slice(0, 2)), name),
    );
    const { file } = await packOf(noise);
    await copyFile(file, `${file}.copy`);
    await copyFile(file, path.join(at(place, name.slice(0, 2)), path.basename(file)));
    expect(await examined(place, kept)).toMatchObject({ ...cleared, packs: 4 });
    await prune(place);
    expect((await examined(place, kept)).packs).toBe(3);
    for (const each of kept) await verified(place, each);
    await verified(other, foreign);
  });

  it("may hold a block twice", async () => {
    const { file, at } = await packOf(noise);
    const copy = await readFile(file);
    await rm(file);
    await examined(place, kept, { share: 0 });
    const next = await keptArchive(place, [picture]);
    await examined(place, [...kept, next]);
    const handle = await open(file, "w");
    await handle.writeFile(copy);
    await handle.close();
    await flip({ file, at });
    expect((await examined(place, [...kept, next])).damaged).toEqual([]);
  });
});

it("says which manifest is an older one put back, or gone (fault 10)", async () => {
  const [older, newer] = [one?.file ?? "", two?.file ?? ""];
  await copyFile(path.join(place.folder, older), path.join(place.folder, newer));
  await rm(path.join(place.folder, older));
  const found = await examined(place, kept);
  expect(found.damaged).toMatchObject(
    [
      { file: older, detail: "its manifest is missing" },
      { file: newer, detail: "its manifest is another one than was written for it" },
    ].sort((a, b) => (a.file < b.file ? -1 : 1)),
  );
});

describe("reading a share", () => {
  const at = (hour: number) => new Date(Date.UTC(2036, 0, 1, hour));

  it("comes to everything in turn, and remembers it in a file that does not grow", async () => {
    const sizes = [];
    const oldest = [];
    for (const hour of [1, 2, 3, 4, 5, 6]) {
      const found = await examined(place, kept, { share: 1e-6, now: at(hour) });
      expect(found.read.packs).toBe(1);
      oldest.push(found.oldestReadAt?.getUTCHours());
      sizes.push((await stat(path.join(place.folder, "checked.json"))).size);
    }
    expect(oldest.slice(2)).toEqual([1, 2, 3, 4]);
    expect(new Set(sizes.slice(2)).size).toBe(1);
  });

  it("reads what is late whatever the share, and leaves the rest when told to", async () => {
    const late = { share: 1e-6, unreadSince: at(1), now: at(2) };
    let asked = 0;
    const goesOn = async () => ++asked <= 2;
    expect((await examined(place, kept, { ...late, goesOn })).read.packs).toBe(2);
    expect((await examined(place, kept, late)).read.packs).toBe(1);
  });
});
