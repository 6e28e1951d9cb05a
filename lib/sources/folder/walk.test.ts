import { describe, expect, it } from "vitest";
import { folderSource, folderWith, watchedSurroundings } from "../../../test/sources.ts";
import { type Found, walk } from "./walk.ts";
import { walkOf } from "./walk-source.ts";

async function allOf(walking: AsyncIterable<Found>): Promise<string[]> {
  const all: string[] = [];
  for await (const { what, place } of walking) all.push(`${what} ${place.parts.join("/")}`);
  return all;
}

describe("a walk that stays on one file system", () => {
  it("takes the folder on which another one is mounted, and nothing in it", async () => {
    const folder = await folderWith({ "mounted/inside": "", file: "" });
    const surroundings = await watchedSurroundings();
    const order = await walkOf(folderSource(folder, { oneFileSystem: true }), surroundings);
    // As if the folder itself lay on another device than what is below it.
    const stats = Object.assign(Object.create(order.root.stats), { dev: -1n });
    const root = { ...order.root, stats };
    const found = await allOf(walk({ ...order, root, sorted: true }));
    expect(found).toEqual(["folder ", "file file", "folder mounted", "passed by mounted"]);
  });

  it("enters everything where that was not asked for", async () => {
    const folder = await folderWith({ "mounted/inside": "" });
    const surroundings = await watchedSurroundings();
    const order = await walkOf(folderSource(folder), surroundings);
    const stats = Object.assign(Object.create(order.root.stats), { dev: -1n });
    const root = { ...order.root, stats };
    const found = await allOf(walk({ ...order, root, sorted: true }));
    expect(found).toEqual(["folder ", "folder mounted", "file mounted/inside"]);
  });
});

describe("a walk in any order", () => {
  it("finds the same as a sorted one, each folder before what it holds", async () => {
    const names = Array.from({ length: 300 }, (_, index) => [
      `${index % 7}/${index % 3}/${index}`,
      "",
    ]);
    const folder = await folderWith(Object.fromEntries(names));
    const order = await walkOf(folderSource(folder), await watchedSurroundings());
    const found = await allOf(walk(order));
    const sorted = await allOf(walk({ ...order, sorted: true }));
    expect(found.toSorted()).toEqual(sorted.toSorted());
    const place = new Map(found.map((each, index) => [each.split(" ")[1], index]));
    for (const [path = "", index] of place) {
      if (path.includes("/"))
        expect(place.get(path.slice(0, path.lastIndexOf("/")))).toBeLessThan(index);
    }
  });
});
