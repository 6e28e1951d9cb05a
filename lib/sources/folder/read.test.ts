import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import {
  appendFile,
  mkdir,
  readdir,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Entry } from "#lib/entries";
import { type FolderSource, openSource } from "#lib/sources";
import {
  folderSource,
  folderWith,
  readOne,
  type WatchedSurroundings,
  watchedSurroundings,
} from "../../../test/sources.ts";
import { stagedBytesMax, wholeBytesMax } from "./read.ts";

const largeBytes = wholeBytesMax + 1_000_000;
const longAgo = new Date("2020-01-01T00:00:00Z");

/** The entry of a file after the source was walked, and before the file was opened. */
async function entryOf(
  file: string,
  { kind, surroundings }: { kind?: FolderSource["kind"]; surroundings?: WatchedSurroundings } = {},
): Promise<Entry> {
  const source = folderSource(path.dirname(file), { include: [`/${path.basename(file)}`] }, kind);
  const open = await openSource(source, surroundings ?? (await watchedSurroundings()));
  for await (const entry of open.entries()) {
    if (entry.kind === "file") return entry;
  }
  throw new Error(`${file} was not found.`);
}

/** A large file that nobody wrote for years, filled with one letter. */
async function quietFile(): Promise<string> {
  const file = path.join(await folderWith({}), "large.bin");
  await writeFile(file, Buffer.alloc(largeBytes, "a"));
  await utimes(file, longAgo, longAgo);
  return file;
}

/** Opens an entry, lets something happen after its first bytes, and reads on. */
async function readWhile(entry: Entry, happens: () => Promise<unknown>) {
  const content = await entry.open();
  let bytes = 0;
  let isFirst = true;
  for await (const chunk of content.stream) {
    bytes += chunk.length;
    if (isFirst) await happens();
    isFirst = false;
  }
  const verdict = await content.verdict();
  return {
    size: content.size,
    bytes,
    verdict: verdict && `${verdict.causeName}: ${verdict.message}`,
  };
}

describe("a file that goes away between being listed and being read", () => {
  const read = async (happens: (file: string) => Promise<unknown>) => {
    const folder = await folderWith({ "sub/file": "first" });
    const file = path.join(folder, "sub/file");
    const entry = await entryOf(file);
    await happens(file);
    const { content, warning } = await readOne(entry);
    return content ? `${content}` : `${warning?.message}`.replace(path.dirname(file), "…");
  };

  it("is named as vanished (fault 15)", async () => {
    expect(await read((file) => rm(file))).toBe(
      "…/file was there when the folder was listed and gone when it was read.",
    );
    expect(await read((file) => rm(path.dirname(file), { recursive: true }))).toMatch(
      /gone when it was read/,
    );
  });

  it("is named when it became a folder, a link, a FIFO (fault 15)", async () => {
    const replace = (make: (file: string) => Promise<unknown>) =>
      read(async (file) => {
        await rm(file);
        await make(file);
      });
    expect(await replace((file) => mkdir(file))).toBe(
      "…/file became a folder while the run went on.",
    );
    expect(await replace((file) => symlink("/etc/passwd", file))).toBe(
      "…/file became a link while the run went on.",
    );
    expect(await replace((file) => promisify(execFile)("mkfifo", [file]))).toBe(
      "…/file became a FIFO while the run went on.",
    );
  });

  it("is never read through a link that took the place of its folder (fault 27)", async () => {
    const outside = await folderWith({ file: "secret" });
    const failure = await read(async (file) => {
      await rename(path.dirname(file), `${path.dirname(file)}-away`);
      await symlink(outside, path.dirname(file));
    });
    expect(failure).toBe("…/file became a link that leads elsewhere while the run went on.");
  });

  it("is read as it is now when a new version was saved over it", async () => {
    const saved = await read(async (file) => {
      await writeFile(`${file}.new`, "second, longer");
      await rename(`${file}.new`, file);
    });
    expect(saved).toBe("second, longer");
  });
});

describe("a log", () => {
  it("that grows is read to the size it had when it was opened (fault 15)", async () => {
    const file = await quietFile();
    const read = await readWhile(await entryOf(file, { kind: "logs" }), () =>
      appendFile(file, "more"),
    );
    expect(read).toEqual({ size: largeBytes, bytes: largeBytes, verdict: null });
    const small = path.join(await folderWith({ "app.log": "one\n" }), "app.log");
    const entry = await entryOf(small, { kind: "logs" });
    await appendFile(small, "two\n");
    const content = await entry.open();
    await appendFile(small, "three\n");
    let text = "";
    for await (const chunk of content.stream) text += chunk;
    expect([content.size, text, await content.verdict()]).toEqual([8, "one\ntwo\n", null]);
  });

  it("that is cut while it is read gives what was there, and says how much (fault 15)", async () => {
    const file = await quietFile();
    const entry = await entryOf(file, { kind: "logs" });
    const read = await readWhile(entry, () => truncate(file, 3_000_000));
    expect(read).toEqual({
      size: largeBytes,
      bytes: 3_000_000,
      verdict: `entry-shrunk: ${file} became shorter while it was read; its copy holds the first 3000000 bytes.`,
    });
  });

  it("that is rotated away while it is read is read to its end", async () => {
    const file = await quietFile();
    const entry = await entryOf(file, { kind: "logs" });
    const read = await readWhile(entry, async () => {
      await rename(file, `${file}.1`);
      await writeFile(file, "new");
    });
    expect(read).toEqual({ size: largeBytes, bytes: largeBytes, verdict: null });
  });
});

describe("a large file", () => {
  it("that changes while it is read is named, and never gives more than its size (fault 15)", async () => {
    const file = await quietFile();
    const read = await readWhile(await entryOf(file), () => appendFile(file, "more"));
    expect(read).toEqual({
      size: largeBytes,
      bytes: largeBytes,
      verdict: `entry-changed: ${file} kept changing while it was read; its copy may mix two states.`,
    });
  });

  it("that shrinks while it is read gives what was there, and says how much (fault 15)", async () => {
    const file = await quietFile();
    const read = await readWhile(await entryOf(file), () => truncate(file, 3_000_000));
    expect(read).toMatchObject({ size: largeBytes, bytes: 3_000_000 });
    expect(read.verdict).toMatch(/^entry-shrunk: /);
  });

  it("that is deleted while it is read is read to its end", async () => {
    const file = await quietFile();
    const read = await readWhile(await entryOf(file), () => rm(file));
    expect(read).toEqual({ size: largeBytes, bytes: largeBytes, verdict: null });
  });

  it("that somebody wrote a moment ago is copied aside before anything is handed on", async () => {
    const file = path.join(await folderWith({}), "restless.bin");
    await writeFile(file, Buffer.alloc(largeBytes, "a"));
    const surroundings = await watchedSurroundings();
    const entry = await entryOf(file, { surroundings });
    const content = await entry.open();
    await writeFile(file, Buffer.alloc(100, "b"));
    const chunks: Buffer[] = [];
    for await (const chunk of content.stream) chunks.push(chunk);
    expect(await content.verdict()).toBeNull();
    expect(Buffer.concat(chunks).equals(Buffer.alloc(largeBytes, "a"))).toBe(true);
    const [own = ""] = await readdir(surroundings.scratch);
    expect(await readdir(path.join(surroundings.scratch, own))).toEqual([]);
  });

  it("that is too large to be copied aside, or finds no room there, is read where it lies", async () => {
    const file = path.join(await folderWith({}), "huge.bin");
    await writeFile(file, "");
    await truncate(file, stagedBytesMax + 1);
    const huge = await entryOf(file);
    const content = await huge.open();
    expect(content.size).toBe(stagedBytesMax + 1);
    await content.close();

    const restless = path.join(await folderWith({}), "restless.bin");
    await writeFile(restless, Buffer.alloc(largeBytes, "a"));
    const surroundings = await watchedSurroundings();
    const entry = await entryOf(restless, { surroundings });
    await rm(surroundings.scratch, { recursive: true });
    const read = await readWhile(entry, async () => {});
    expect(read).toEqual({ size: largeBytes, bytes: largeBytes, verdict: null });
  });
});

describe("a small file", () => {
  it("that is written over all the time is of one moment, or is named (fault 15)", async () => {
    const file = path.join(await folderWith({}), "state.bin");
    await writeFile(file, Buffer.alloc(1_000_000, "a"));
    const writer = spawn(process.execPath, ["--eval", writeOver, file], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void writer.kill("SIGKILL"));
    await once(writer.stdout, "data");
    const seen = { ofOneMoment: 0, named: 0 };
    while (seen.ofOneMoment < 10 || seen.named < 1) {
      const { content, warning } = await readOne(await entryOf(file));
      if (!content) throw warning;
      if (warning) {
        expect(warning.causeName).toBe("entry-changed");
        seen.named += 1;
      } else {
        expect(content.equals(Buffer.alloc(1_000_000, content[0]))).toBe(true);
        seen.ofOneMoment += 1;
      }
    }
  });

  it("counts as moved once, however often it is read", async () => {
    const surroundings = await watchedSurroundings();
    const file = path.join(await folderWith({ "just-written": "12345" }), "just-written");
    const entry = await entryOf(file, { surroundings });
    const before = surroundings.total.bytes;
    await readOne(entry);
    expect(surroundings.total.bytes - before).toBe(5);
  });
});

/** Writes a file over and over with one letter at a time, with a pause after most of them. */
const writeOver = `
  const fs = require("node:fs");
  const file = fs.openSync(process.argv[1], "r+");
  const lock = new Int32Array(new SharedArrayBuffer(4));
  for (let i = 0; ; i++) {
    fs.writeSync(file, Buffer.alloc(1_000_000, 97 + (i % 26)), 0, 1_000_000, 0);
    if (i === 1) process.stdout.write("writing");
    Atomics.wait(lock, 0, 0, i % 40 < 20 ? 1 : 120);
  }
`;

describe("a content that is not read to its end", () => {
  it("frees its file when it is closed", async () => {
    const entry = await entryOf(await quietFile());
    const before = readdirSync("/dev/fd").length;
    const content = await entry.open();
    await vi.waitFor(() => expect(readdirSync("/dev/fd").length).toBe(before + 1));
    await content.close();
    await vi.waitFor(() => expect(readdirSync("/dev/fd").length).toBe(before));
  });

  it("breaks off with the reason when the run ends (fault 32)", async () => {
    const surroundings = await watchedSurroundings();
    const entry = await entryOf(await quietFile(), { surroundings });
    const reason = new Error("cancelled");
    const reading = readWhile(entry, async () => surroundings.abort(reason));
    await expect(reading).rejects.toBe(reason);
    await expect(entry.open()).rejects.toBe(reason);
  });
});
