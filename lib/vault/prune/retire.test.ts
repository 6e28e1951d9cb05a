import { randomBytes } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { fileEntry, filesIn, keptArchive, newVault } from "../../../test/vault.ts";
import { BlockReader } from "../blocks/block-reader.ts";
import { listPacks } from "../blocks/list-packs.ts";
import { PackIndex, readPackTable } from "../blocks/pack-index.ts";
import { isCode, packPath, type VaultPlace } from "../place.ts";
import { listRetired, retire, takeBack, takeBackRetired } from "./retire.ts";

async function vaultOfOnePack() {
  const place = await newVault();
  await keptArchive(place, [fileEntry("media/photos/a", randomBytes(30_000))]);
  const [name = ""] = await listPacks(place);
  return { place, name };
}

/** The first block of a pack. */
async function blockIn(place: VaultPlace, name: string): Promise<string> {
  const ids: string[] = [];
  await readPackTable(packPath(place, name), ({ id }) => ids.push(id.toString("base64url")));
  return ids[0] ?? "";
}

describe("a pack that was retired", () => {
  it("is out of sight, and back under its name when it is taken back", async () => {
    const { place, name } = await vaultOfOnePack();
    await retire(place, name);
    expect(await listPacks(place)).toEqual([]);
    const [file = ""] = await listRetired(place);
    await takeBack(file);
    expect(await filesIn(place, "packs")).toEqual([`${name}.pack`]);
    expect(await listRetired(place)).toEqual([]);
  });

  it("and again after it was taken back is not removed by who found it the first time (fault 20)", async () => {
    const { place, name } = await vaultOfOnePack();
    await retire(place, name);
    const [found = ""] = await listRetired(place);
    await takeBack(found);
    await retire(place, name);
    await rm(found, { force: true });
    const [left = ""] = await listRetired(place);
    await takeBack(left);
    expect(await listPacks(place)).toEqual([name]);
  });

  it("by an older Holdfast, under one name for all times, is taken back as well", async () => {
    const { place, name } = await vaultOfOnePack();
    await retire(place, name);
    const [file = ""] = await listRetired(place);
    const older = file.replace(/\.[0-9a-f]{16}\.gone$/, ".gone");
    await rename(file, older);
    expect(await listRetired(place)).toEqual([older]);
    await takeBack(older);
    expect(await listPacks(place)).toEqual([name]);
  });

  it("and is back where nobody has looked yet makes another look worth it (fault 20)", async () => {
    const { place, name } = await vaultOfOnePack();
    const id = await blockIn(place, name);
    expect(await takeBackRetired(place, id, () => true)).toBe(false);
    expect(await takeBackRetired(place, id, (pack) => pack !== name)).toBe(true);
    await retire(place, name);
    expect(await takeBackRetired(place, id, () => true)).toBe(true);
    expect(await listPacks(place)).toEqual([name]);
  });

  it("and taken back again and again is found by whoever needs a block of it (fault 20)", async () => {
    const { place, name } = await vaultOfOnePack();
    const id = await blockIn(place, name);
    const reader = new BlockReader(place, await PackIndex.of(place));
    let isOver = false;
    const moveAbout = async () => {
      while (!isOver) {
        await retire(place, name);
        for (const file of await listRetired(place)) await takeBack(file).catch(unlessGone);
      }
    };
    const moving = moveAbout();
    for (let look = 0; look < 50; look++) {
      expect(await reader.place({ id, size: 0, packed: 0, method: 0 })).toMatchObject({ id });
    }
    isOver = true;
    await moving;
    expect(await listPacks(place)).toEqual([name]);
  });
});

/** Who looked for a block of it was quicker. */
function unlessGone(error: unknown): void {
  if (!isCode(error, "ENOENT")) throw error;
}
