import { Dir, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { temporaryFolder } from "../../../test/installation.ts";
import { type Names, namesAheadMax, openNames } from "./names.ts";

/** A folder with this many names, written in no particular order. */
async function folderOf(count: number) {
  const folder = path.join(await temporaryFolder(), "many");
  await mkdir(folder);
  const names = Array.from({ length: count }, (_, index) => `n${(index * 7_919) % count}`);
  for (const name of names) await writeFile(path.join(folder, name), "");
  return { path: Buffer.from(folder), root: Buffer.from(folder), sorted: names.sort() };
}

async function takeAll(names: Names, count: number): Promise<string[]> {
  const all: string[] = [];
  for (let some = await names.take(count); some.length > 0; some = await names.take(count)) {
    expect(some.length).toBeLessThanOrEqual(count);
    all.push(...some.map(String));
  }
  await names.close();
  return all;
}

describe("the names in a folder", () => {
  it("come sorted and complete, however few fit in memory at once (fault 31)", async () => {
    const folder = await folderOf(101);
    for (const sortedMax of [1, 10, 50, 100, 101, 1_000]) {
      const names = await openNames(folder, { sorted: true, sortedMax });
      expect(names.held).toBe(Math.min(sortedMax, 101));
      expect(await takeAll(names, 7)).toEqual(folder.sorted);
    }
  });

  it("are read again where they were let go, from the one that follows", async () => {
    const folder = await folderOf(20);
    const names = await openNames(folder, { sorted: true });
    const first = (await names.take(5)).map(String);
    names.release();
    expect(names.held).toBe(0);
    await rm(path.join(folder.path.toString(), folder.sorted[7] ?? ""));
    const left = folder.sorted.filter((_, index) => index !== 7);
    expect([...first, ...(await takeAll(names, 3))]).toEqual(left);
    names.release();
    expect(await names.take(1)).toEqual([]);
  });

  it("come complete in the folder's own order too, and do not gather in memory (fault 31)", async () => {
    const folder = await folderOf(namesAheadMax + 100);
    const names = await openNames(folder, { sorted: false });
    expect(names.held).toBe(namesAheadMax);
    expect((await takeAll(names, 64)).sort()).toEqual(folder.sorted);
  });

  it.each([1, namesAheadMax + 1])(
    "close their folder when a reading of it fails, the %i.",
    async (failing) => {
      const folder = await folderOf(namesAheadMax + 100);
      const before = readdirSync("/dev/fd").length;
      const read: (this: Dir) => Promise<unknown> = Dir.prototype.read;
      let reads = 0;
      const reading = vi.spyOn(Dir.prototype, "read").mockImplementation(function (this: Dir) {
        reads += 1;
        return reads === failing ? Promise.reject(new Error("EIO")) : read.call(this);
      });
      onTestFinished(() => reading.mockRestore());
      const names = async () => takeAll(await openNames(folder, { sorted: false }), 64);
      await expect(names()).rejects.toThrow("EIO");
      expect(readdirSync("/dev/fd")).toHaveLength(before);
    },
  );
});
