import { execFileSync } from "node:child_process";
import { linkSync, readdirSync } from "node:fs";
import { mkdir, readdir, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSource, previewFolder } from "#lib/sources";
import { temporaryFolder } from "../../../test/installation.ts";
import { folderSource, watchedSurroundings, whereModesCount } from "../../../test/sources.ts";

/** Memory in use that a walk may add to what the process had before, whatever the folder holds. */
const heapBytesMax = 64 * 1024 * 1024;

/** The most memory that a process which walks may ever take, garbage and all. */
const peakBytesMax = 512 * 1024 * 1024;

/** Buffers that wait to be collected while a file is read: V8 begins to hurry at 64 MB. */
const buffersBytesMax = 192 * 1024 * 1024;

/** ext4 lets one file have 65,000 names. */
const namesPerFileMax = 60_000;

/** A folder with so many files in it: in one folder, or spread over many. */
async function manyFiles(files: number, foldersCount: number): Promise<string> {
  const base = await temporaryFolder();
  const root = path.join(base, "many");
  const each = files / foldersCount;
  let made = 0;
  let first = "";
  for (let folder = 0; folder < foldersCount; folder++) {
    const place = path.join(root, `folder-${folder}`);
    await mkdir(place, { recursive: true });
    for (let n = 0; n < each; n++, made++) {
      if (made % namesPerFileMax === 0) {
        first = path.join(base, `first-${made}`);
        await writeFile(first, "");
      }
      linkSync(first, path.join(place, `file-${n}.dat`));
    }
  }
  // Far faster than the way by which a test's folder is removed.
  onTestFinished(() => void execFileSync("rm", ["-rf", root]));
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
    const limits = { ms: 800_000, seen: 2_000_000 };
    const preview = await previewFolder(source, surroundings, limits);
    console.log(JSON.stringify({
      count: open.count, entries, sorted, most, samples: calls,
      preview: [preview.included.files, preview.cut, preview.sample.length],
      peak: process.resourceUsage().maxRSS * 1024,
    }));
  `;
  return (await whereModesCount(script)) as {
    count: unknown;
    entries: number;
    sorted: boolean;
    most: number;
    peak: number;
    preview: unknown[];
  };
}

describe("very many files", () => {
  it.each([
    [200_000, 1],
    [1_000_000, 1_000],
  ])(
    "%i in %i folders are counted, read in order and previewed in bounded memory (fault 31)",
    async (files, folders) => {
      const folder = await manyFiles(files, folders);
      const { scratch } = await watchedSurroundings();
      const { most, peak, ...found } = await measure(folder, scratch);
      const [added, whole] = [most, peak].map((bytes) => Math.round(bytes / 1024 / 1024));
      console.info(`${files} files in ${folders} folders: ${added} MiB more, ${whole} MiB in all`);
      expect(found).toMatchObject({
        count: { entries: files + folders + 1, files, bytes: 0 },
        entries: files + folders + 1,
        sorted: true,
        preview: [files, false, 200],
      });
      expect(most).toBeLessThan(heapBytesMax);
      expect(most).toBeGreaterThan(0);
      expect(peak).toBeLessThan(peakBytesMax);
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
      for await (const chunk of content.chunks) {
        read += chunk.length;
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
      expect(await content.verdict()).toBeNull();
    }
    await source.close();
    expect(read).toBe(bytes);
    expect(most).toBeLessThan(buffersBytesMax);
    expect(await readdir(folder)).toEqual(["sparse"]);
  });
});

describe("a preview of everything", () => {
  it("of this machine ends within its bound, and neither hangs, throws nor leaves a folder open", async () => {
    const surroundings = await watchedSurroundings();
    const openBefore = readdirSync("/dev/fd").length;
    const preview = await previewFolder(folderSource("/"), surroundings, {
      ms: 10_000,
      seen: 100_000,
    });
    expect(preview.included.files).toBeGreaterThan(1_000);
    expect(preview.sample.length).toBe(200);
    // Folders below /proc break off while they are listed; those are closed as well.
    expect(readdirSync("/dev/fd").length).toBe(openBefore);
  });
});
