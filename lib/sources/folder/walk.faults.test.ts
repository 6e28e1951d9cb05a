import { mkdir, open, readdir, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openSource, previewFolder } from "#lib/sources";
import { temporaryFolder } from "../../../test/installation.ts";
import { folderSource, watchedSurroundings, whereModesCount } from "../../../test/sources.ts";

const files = 200_000;

/** Memory that a walk may take beyond what the process had before, whatever the folder holds. */
const heapBytesMax = 64 * 1024 * 1024;

/** 200,000 files, in one folder or in 400. */
async function manyFiles(foldersCount: number): Promise<string> {
  const root = path.join(await temporaryFolder(), "many");
  const each = files / foldersCount;
  for (let folder = 0; folder < foldersCount; folder++) {
    const place = path.join(root, `folder-${folder}`);
    await mkdir(place, { recursive: true });
    for (let from = 0; from < each; from += 500) {
      const names = Array.from(
        { length: Math.min(500, each - from) },
        (_, n) => `file-${from + n}.dat`,
      );
      await Promise.all(
        names.map(async (name) => (await open(path.join(place, name), "w")).close()),
      );
    }
  }
  return root;
}

/** What a walk of each sort found, and how much heap it took at most, in a process of its own. */
async function measure(folder: string, scratch: string) {
  const script = `
    import { openSource, previewFolder } from "#lib/sources";
    import { setFlagsFromString } from "node:v8";
    import { runInNewContext } from "node:vm";
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc");
    const used = () => { collect(); const m = process.memoryUsage(); return m.heapUsed + m.arrayBuffers; };
    const source = ${JSON.stringify(folderSource(folder))};
    const start = used();
    let most = 0;
    let calls = 0;
    const moved = () => { if (++calls % 4_000 === 0) most = Math.max(most, used() - start); };
    const surroundings = {
      scratch: ${JSON.stringify(scratch)}, protectedPaths: [], moved,
      signal: new AbortController().signal, warn: () => {},
    };
    const open = await openSource(source, surroundings);
    let entries = 0;
    let last = "";
    let sorted = true;
    for await (const entry of open.entries()) {
      entries += 1;
      if (entry.kind === "file") { sorted &&= entry.path > last; last = entry.path; }
    }
    const preview = await previewFolder(source, surroundings);
    console.log(JSON.stringify({
      count: open.count, entries, sorted, most, samples: calls,
      preview: [preview.included.files, preview.cut, preview.sample.length],
    }));
  `;
  return (await whereModesCount(script)) as {
    count: unknown;
    entries: number;
    sorted: boolean;
    most: number;
    preview: unknown[];
  };
}

describe("200,000 files", () => {
  it.each([1, 400])(
    "in %i folders are counted, read in order and previewed in bounded memory (fault 31)",
    async (folders) => {
      const folder = await manyFiles(folders);
      const { scratch } = await watchedSurroundings();
      const { most, ...found } = await measure(folder, scratch);
      console.info(`${files} files in ${folders} folders: ${Math.round(most / 1024 / 1024)} MiB`);
      expect(found).toMatchObject({
        count: { entries: files + folders + 1, files, bytes: 0 },
        entries: files + folders + 1,
        preview: [files, false, 200],
      });
      expect(most).toBeLessThan(heapBytesMax);
      expect(most).toBeGreaterThan(0);
    },
  );
});

describe("a file of 5 GB", () => {
  it("with holes is read to its end in bounded memory, and gives exactly its size (fault 31)", async () => {
    const folder = await temporaryFolder();
    const bytes = 5_000_000_000;
    await writeFile(path.join(folder, "sparse"), "");
    await truncate(path.join(folder, "sparse"), bytes);
    const source = await openSource(folderSource(folder), await watchedSurroundings());
    expect(source.count.bytes).toBe(bytes);
    const before = process.memoryUsage().arrayBuffers;
    let read = 0;
    let most = 0;
    for await (const entry of source.entries()) {
      if (entry.kind !== "file") continue;
      const content = await entry.open();
      for await (const chunk of content.stream) {
        read += chunk.length;
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
      expect(await content.verdict()).toBeNull();
    }
    await source.close();
    expect(read).toBe(bytes);
    expect(most).toBeLessThan(heapBytesMax);
    expect(await readdir(folder)).toEqual(["sparse"]);
  });
});

describe("a preview of everything", () => {
  it("of this machine ends within its bound, and neither hangs nor throws", async () => {
    const surroundings = await watchedSurroundings();
    const preview = await previewFolder(folderSource("/"), surroundings, {
      ms: 10_000,
      seen: 100_000,
    });
    expect(preview.included.files).toBeGreaterThan(1_000);
    expect(preview.sample.length).toBe(200);
  });
});
