import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readlinkSync } from "node:fs";
import {
  appendFile,
  mkdir,
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
import { type Entry, ReadAgain } from "#lib/entries";
import { type FolderSource, openSource } from "#lib/sources";
import { failureOf } from "../../../test/failing.ts";
import {
  folderSource,
  folderWith,
  readOne,
  readToEnd,
  type WatchedSurroundings,
  watchedSurroundings,
} from "../../../test/sources.ts";

const largeBytes = 5_000_000;
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

/** Reads an entry, and lets something happen after the first bytes of its first reading. */
async function readWhile(entry: Entry, happens: () => Promise<unknown>) {
  const { size, content, warning } = await readToEnd(entry, async (chunk) => {
    if (chunk === 1) await happens();
  });
  const verdict = warning && `${warning.causeName}: ${warning.message}`;
  return { size, bytes: content.length, verdict };
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
    for await (const chunk of content.chunks) text += chunk;
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

describe("a file that changes while it is read", () => {
  /** Lets something happen to a file during its first reading, and in the second if asked to. */
  const readTwice = async (
    first: (file: string) => Promise<unknown>,
    second: (file: string) => Promise<unknown> = async () => {},
  ) => {
    const file = await quietFile();
    const entry = await entryOf(file);
    await expect(readWhile(entry, () => first(file))).rejects.toBeInstanceOf(ReadAgain);
    const { size, content, warning } = await readToEnd(entry, async (chunk) => {
      if (chunk === 1) await second(file);
    });
    return { size, content, warning: warning?.message.replace(file, "It") ?? null };
  };
  const more = (file: string) => appendFile(file, "more");
  const rewrite = (file: string) => writeFile(file, Buffer.alloc(largeBytes, "b"), { flag: "r+" }); // never shorter meanwhile

  it("breaks off, and is read once more as it is then: longer, shorter, rewritten (fault 15)", async () => {
    const grown = await readTwice(more);
    expect(grown).toMatchObject({ size: largeBytes + 4, warning: null });
    expect(grown.content.subarray(-5).toString()).toBe("amore");
    const shrunk = await readTwice((file) => truncate(file, 3_000_000));
    expect(shrunk).toMatchObject({ size: 3_000_000, warning: null });
    expect(shrunk.content.equals(Buffer.alloc(3_000_000, "a"))).toBe(true);
    const rewritten = await readTwice(rewrite);
    expect(rewritten).toMatchObject({ size: largeBytes, warning: null });
    expect(rewritten.content.equals(Buffer.alloc(largeBytes, "b"))).toBe(true);
  });

  it("again is kept as far as it was read, and named (fault 15)", async () => {
    const grown = await readTwice(more, more);
    expect(grown).toMatchObject({
      size: largeBytes + 4,
      warning: "It kept changing while it was read; its copy may mix two states.",
    });
    expect(grown.content.length).toBe(largeBytes + 4); // what came later belongs to the next run
    expect((await readTwice(rewrite, rewrite)).warning).toMatch(/^It kept changing/);
    const shrunk = await readTwice(more, (file) => truncate(file, 3_000_000));
    expect(shrunk.content.length).toBe(3_000_000);
    expect(shrunk.warning).toBe(
      "It became shorter while it was read; its copy holds the first 3000000 bytes.",
    );
  });

  it("and is a folder or gone by the second time is named as that (fault 15)", async () => {
    const foundThen = async (happens: (file: string) => Promise<unknown>) => {
      const file = await quietFile();
      const entry = await entryOf(file);
      await expect(readWhile(entry, () => more(file))).rejects.toBeInstanceOf(ReadAgain);
      await rm(file);
      await happens(file);
      return failureOf(() => entry.open());
    };
    expect(await foundThen(async () => {})).toMatch(/^entry-vanished: /);
    expect(await foundThen((file) => mkdir(file))).toMatch(/^entry-replaced: /);
  });

  it("moves the run on once, however often it is read", async () => {
    const surroundings = await watchedSurroundings();
    const file = await quietFile();
    const entry = await entryOf(file, { surroundings });
    const before = surroundings.total.bytes;
    await expect(readWhile(entry, () => more(file))).rejects.toBeInstanceOf(ReadAgain);
    await readToEnd(entry);
    expect(surroundings.total.bytes - before).toBe(largeBytes + 4);
  });

  it("is not one that is deleted, or replaced by a new version", async () => {
    for (const happens of [
      (file: string) => rm(file),
      async (file: string) => {
        await writeFile(`${file}.new`, "new");
        await rename(`${file}.new`, file);
      },
    ]) {
      const file = await quietFile();
      const read = await readWhile(await entryOf(file), () => happens(file));
      expect(read).toEqual({ size: largeBytes, bytes: largeBytes, verdict: null });
    }
  });
});

describe("a file that never rests", () => {
  it("is read twice, kept in its size, and named (fault 15)", async () => {
    const file = path.join(await folderWith({}), "state.bin");
    await writeFile(file, Buffer.alloc(1_000_000, "a"));
    const writer = spawn(process.execPath, ["--eval", writeOver, file], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void writer.kill("SIGKILL"));
    await once(writer.stdout, "data");
    for (let named = 0; named < 3; ) {
      const { content, warning } = await readOne(await entryOf(file));
      expect(content?.length).toBe(1_000_000);
      if (warning) expect(warning.causeName).toBe("entry-changed");
      named += warning ? 1 : 0; // a writer that has to wait for the processor seems to rest
    }
  });
});

/** Writes a file over and over, with one letter at a time. */
const writeOver = `
  const fs = require("node:fs");
  const file = fs.openSync(process.argv[1], "r+");
  for (let i = 0; ; i++) {
    fs.writeSync(file, Buffer.alloc(1_000_000, 97 + (i % 26)), 0, 1_000_000, 0);
    if (i === 1) process.stdout.write("writing");
  }
`;

/** How often this process holds a file open. */
function openTimes(file: string): number {
  return readdirSync("/dev/fd").filter((fd) => {
    try {
      return readlinkSync(`/dev/fd/${fd}`) === file;
    } catch {
      return false; // closed while we looked
    }
  }).length;
}

describe("a content that is not read to its end", () => {
  it("frees its file when it is closed", async () => {
    const file = await quietFile();
    const entry = await entryOf(file);
    const content = await entry.open();
    expect(openTimes(file)).toBe(1);
    await content.close();
    await vi.waitFor(() => expect(openTimes(file)).toBe(0));
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
