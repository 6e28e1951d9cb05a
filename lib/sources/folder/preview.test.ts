import { execFile } from "node:child_process";
import { symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { previewFolder } from "#lib/sources";
import { failureOf } from "../../../test/failing.ts";
import { folderSource, folderWith, watchedSurroundings } from "../../../test/sources.ts";
import { sampleMax } from "./sample.ts";

describe("a preview", () => {
  it("says what is in, what each rule leaves out, and what is skipped and why", async () => {
    const folder = await folderWith({
      "app.log": "12345",
      "big.bin": "x".repeat(2_000),
      "node_modules/a/b.js": "123",
      "node_modules/c.js": "1",
      "src/main.ts": "12",
      "src/.keep": "",
      "secret.key": "k",
      "off/.nobackup": "",
      "off/x": "1234567",
    });
    await symlink("main.ts", path.join(folder, "src/link"));
    await promisify(execFile)("mkfifo", [path.join(folder, "pipe")]);
    const source = folderSource(folder, {
      exclude: ["*.log", "!x.log", "node_modules/", "nothing-like-this"],
      largerThanBytes: 1_000,
      excludeIfPresent: ".nobackup",
    });
    const surroundings = await watchedSurroundings([
      { path: `${folder}/secret.key`, what: "the key" },
    ]);
    const { sample, ...preview } = await previewFolder(source, surroundings);
    expect(preview).toEqual({
      included: { files: 2, folders: 2, links: 1, bytes: 2 },
      excluded: {
        files: 6,
        bytes: 5 + 4 + 2_000 + 7,
        byPattern: [
          { pattern: "*.log", rule: "exclude", files: 1, bytes: 5 },
          { pattern: "node_modules/", rule: "exclude", files: 2, bytes: 4 },
          { pattern: "nothing-like-this", rule: "exclude", files: 0, bytes: 0 },
          { pattern: "larger than 1000 bytes", rule: "size", files: 1, bytes: 2_000 },
          { pattern: "holds .nobackup", rule: "marker", files: 2, bytes: 7 },
          { pattern: "marked as a cache", rule: "cache", files: 0, bytes: 0 },
        ],
      },
      skipped: expect.arrayContaining([
        { path: "pipe", why: "a FIFO" },
        { path: "secret.key", why: "the key" },
      ]),
      skippedTotal: 2,
      cut: false,
    });
    expect(sample).toEqual([
      { path: "./", bytes: 0, in: true },
      { path: "app.log", bytes: 5, in: false, why: "*.log" },
      { path: "big.bin", bytes: 2_000, in: false, why: "larger than 1000 bytes" },
      { path: "node_modules/", bytes: 0, in: false, why: "node_modules/" },
      { path: "off/", bytes: 0, in: false, why: "holds .nobackup" },
      { path: "src/", bytes: 0, in: true },
      { path: "src/.keep", bytes: 0, in: true },
      { path: "src/link", bytes: 0, in: true },
      { path: "src/main.ts", bytes: 2, in: true },
    ]);
    expect(surroundings.warnings).toEqual([]);
  });

  it("counts what no include pattern asks for", async () => {
    const folder = await folderWith({ "a/x.jpg": "1", "a/y.txt": "22", "b/z.txt": "333" });
    const preview = await previewFolder(
      folderSource(folder, { include: ["*.jpg"] }),
      await watchedSurroundings(),
    );
    expect(preview.included).toEqual({ files: 1, folders: 2, links: 0, bytes: 1 });
    expect(preview.excluded.byPattern[0]).toEqual({
      pattern: "not asked for",
      rule: "include",
      files: 2,
      bytes: 5,
    });
  });

  it("shows names that would move a cursor, and bytes that are no text, as what they are", async () => {
    const folder = await folderWith({ "a\nb\u202e": "" });
    await writeFile(Buffer.from(`${folder}/caf\xe9`, "latin1"), "");
    const { sample } = await previewFolder(folderSource(folder), await watchedSurroundings());
    expect(sample.map((line) => line.path)).toEqual(["./", "a\\u000ab\\u202e", "caf%E9"]);
  });

  it("ends at its bounds and says that it was cut (fault 31)", async () => {
    const files = Array.from({ length: 300 }, (_, index) => [`${index % 3}/${index}`, "1"]);
    const folder = await folderWith(Object.fromEntries(files));
    const surroundings = await watchedSurroundings();
    const few = await previewFolder(folderSource(folder), surroundings, { ms: 60_000, seen: 50 });
    expect(few.cut).toBe(true);
    expect(few.included.files + few.included.folders).toBe(50);
    const late = await previewFolder(folderSource(folder), surroundings, { ms: 0, seen: 1_000 });
    expect(late.cut).toBe(true);
    const all = await previewFolder(folderSource(folder), surroundings, { ms: 60_000, seen: 305 });
    expect([all.cut, all.included.files, all.sample.length]).toEqual([false, 300, sampleMax]);
  });

  it("shows some of everything when there is too much: half out, from many folders", async () => {
    const files = Array.from({ length: 400 }, (_, index) => [
      `a/${index}${index % 2 ? ".tmp" : ""}`,
      "",
    ]);
    const folder = await folderWith({
      ...Object.fromEntries(files),
      "z/last": "",
      "z/other.bak": "",
    });
    const { sample } = await previewFolder(
      folderSource(folder, { exclude: ["*.tmp", "*.bak"] }),
      await watchedSurroundings(),
    );
    expect(sample.filter((line) => line.in)).toHaveLength(sampleMax / 2);
    expect(sample).toHaveLength(sampleMax);
    expect(sample.map((line) => line.path)).toEqual(
      expect.arrayContaining(["z/last", "z/other.bak"]),
    );
  });

  it("fails as the source would", async () => {
    const surroundings = await watchedSurroundings();
    expect(await failureOf(() => previewFolder(folderSource("/nonexistent"), surroundings))).toBe(
      "source-missing: /nonexistent does not exist.",
    );
    surroundings.abort(new Error("enough"));
    await expect(previewFolder(folderSource("/"), surroundings)).rejects.toThrow("enough");
  });
});
