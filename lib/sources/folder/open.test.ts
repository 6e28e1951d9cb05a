import { execFile } from "node:child_process";
import { chmod, mkdir, rename, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSource } from "#lib/sources";
import {
  folderSource,
  folderWith,
  pathsOf,
  readAll,
  watchedSurroundings,
} from "../../../test/sources.ts";

const run = promisify(execFile);

const bytes = (text: string) => Buffer.from(text, "latin1");

describe("a folder", () => {
  it("yields itself, then everything in it, each folder before what it holds, sorted by bytes", async () => {
    const folder = await folderWith({
      "b/two": "22",
      "b/one": "1",
      "a.txt": "",
      "B/x": "x",
      "empty/": "",
    });
    const open = await openSource(folderSource(folder), await watchedSurroundings());
    expect(open.count).toEqual({ entries: 8, files: 4, bytes: 4 });
    const entries = await readAll(open);
    expect(
      entries.map(({ path, kind, size, content }) => [path, kind, size, content && `${content}`]),
    ).toEqual([
      ["source", "folder", 0, null],
      ["source/B", "folder", 0, null],
      ["source/B/x", "file", 1, "x"],
      ["source/a.txt", "file", 0, ""],
      ["source/b", "folder", 0, null],
      ["source/b/one", "file", 1, "1"],
      ["source/b/two", "file", 2, "22"],
      ["source/empty", "folder", 0, null],
    ]);
  });

  it("keeps mode, owner and times as they are", async () => {
    const folder = await folderWith({ "run.sh": "#!/bin/sh", "closed/": "" });
    await chmod(path.join(folder, "run.sh"), 0o4751);
    await chmod(path.join(folder, "closed"), 0o1700);
    const modified = new Date("2001-02-03T04:05:06.789Z");
    await utimes(path.join(folder, "run.sh"), modified, modified);
    const [, closed, file] = await readAll(
      await openSource(folderSource(folder), await watchedSurroundings()),
    );
    const stats = await stat(path.join(folder, "run.sh"), { bigint: true });
    expect(closed).toMatchObject({ mode: 0o1700, kind: "folder" });
    expect(file).toMatchObject({ mode: 0o4751, modified, stale: null });
    expect(file).toMatchObject({ inode: Number(stats.ino), device: Number(stats.dev) });
    expect(file).toMatchObject({ uid: Number(stats.uid), gid: Number(stats.gid) });
    expect(file?.changed).toEqual(new Date(Number(stats.ctimeMs)));
  });

  it("says how much moved: while counting, and while what it yields is read", async () => {
    const folder = await folderWith({ "a/one": "1", two: "22" });
    const surroundings = await watchedSurroundings();
    const open = await openSource(folderSource(folder), surroundings);
    expect(surroundings.total).toMatchObject({ entries: 4, bytes: 3 });
    await readAll(open);
    expect(surroundings.total).toMatchObject({ entries: 8, bytes: 6 });
  });

  it("takes any name the file system allows, and keeps the bytes it had to escape (fault 27)", async () => {
    const folder = await folderWith({});
    const long = "n".repeat(255);
    const names = [
      "caf\xe9",
      "two\nlines",
      long,
      "Case",
      "case",
      " lead",
      "trail ",
      "a\\b",
      "-rf",
      "\x01",
      "%41",
      "a:b",
      "..x",
      "con.",
    ];
    for (const name of names)
      await writeFile(Buffer.concat([bytes(`${folder}/`), bytes(name)]), name, "latin1");
    await mkdir(bytes(`${folder}/\xfcber`));
    await writeFile(bytes(`${folder}/\xfcber/inside`), "");
    const entries = await readAll(
      await openSource(folderSource(folder), await watchedSurroundings()),
    );
    const byPath = new Map(entries.map((entry) => [entry.path, entry]));
    for (const name of [
      "two\nlines",
      long,
      "Case",
      "case",
      " lead",
      "trail ",
      "-rf",
      "\x01",
      "%41",
      "a:b",
      "..x",
      "con.",
    ]) {
      expect(byPath.get(`source/${name}`)?.nameBytes, name).toBeNull();
      expect(byPath.get(`source/${name}`)?.content?.toString("latin1")).toBe(name);
    }
    expect(byPath.get("source/caf%E9")?.nameBytes).toEqual(bytes("source/caf\xe9"));
    expect(byPath.get("source/a%5Cb")?.nameBytes).toEqual(bytes("source/a\\b"));
    expect(byPath.get("source/%FCber")?.kind).toBe("folder");
    expect(byPath.get("source/%FCber/inside")?.nameBytes).toEqual(bytes("source/\xfcber/inside"));
    expect(entries).toHaveLength(names.length + 3);
  });

  it("keeps an escaped name apart from an ordinary one that reads the same (fault 27)", async () => {
    const folder = await folderWith({ "caf%E9": "plain", "caf%E9%": "longer" });
    await writeFile(bytes(`${folder}/caf\xe9`), "latin");
    const entries = await readAll(
      await openSource(folderSource(folder), await watchedSurroundings()),
    );
    expect(Object.fromEntries(entries.slice(1).map((e) => [e.path, String(e.content)]))).toEqual({
      "source/caf%E9": "plain",
      "source/caf%E9%": "longer",
      "source/caf%E9%%": "latin",
    });
  });

  it("keeps links as links, in a circle, out of the folder and to nowhere, and follows none (fault 27)", async () => {
    const folder = await folderWith({ "sub/file": "x" });
    await symlink("..", path.join(folder, "sub/up"));
    await symlink("/etc", path.join(folder, "etc"));
    await symlink("itself", path.join(folder, "itself"));
    await symlink("nowhere", path.join(folder, "lost"));
    const open = await openSource(folderSource(folder), await watchedSurroundings());
    const entries = await readAll(open);
    expect(entries.map(({ path, kind, link }) => [path, kind, link && `${link}`])).toEqual([
      ["source", "folder", null],
      ["source/etc", "link", "/etc"],
      ["source/itself", "link", "itself"],
      ["source/lost", "link", "nowhere"],
      ["source/sub", "folder", null],
      ["source/sub/file", "file", null],
      ["source/sub/up", "link", ".."],
    ]);
    expect(open.count).toEqual({ entries: 7, files: 1, bytes: 1 });
  });

  it("keeps where a link points byte by byte, UTF-8 or not (fault 27)", async () => {
    const folder = await folderWith({});
    await symlink(bytes("caf\xe9/\n"), path.join(folder, "latin"));
    const surroundings = await watchedSurroundings();
    const [, latin] = await readAll(await openSource(folderSource(folder), surroundings));
    expect(latin).toMatchObject({ path: "source/latin", kind: "link", link: bytes("caf\xe9/\n") });
    expect(surroundings.warnings).toEqual([]);
  });

  it("is followed itself when it is a link, once", async () => {
    const folder = await folderWith({ file: "x" });
    await symlink(folder, `${folder}-link`);
    expect(await pathsOf(folderSource(`${folder}-link`))).toEqual(["file"]);
    expect(await pathsOf(folderSource(`${folder}-link/../data/.//`))).toEqual(["file"]);
  });

  it("leaves FIFOs, sockets and devices out, says so once, and never waits for one (fault 27)", async () => {
    const folder = await folderWith({ file: "x" });
    await run("mkfifo", [path.join(folder, "pipe")]);
    const server = createServer().listen(path.join(folder, "socket"));
    await new Promise((resolve) => server.once("listening", resolve));
    onTestFinished(() => void server.close());
    const surroundings = await watchedSurroundings();
    expect(await pathsOf(folderSource(folder), surroundings)).toEqual(["file"]);
    expect(
      surroundings.warnings.map(({ causeName, message }) => `${causeName}: ${message}`),
    ).toEqual([
      `entry-special: ${folder}/pipe is a FIFO and has no content to keep.`,
      `entry-special: ${folder}/socket is a socket and has no content to keep.`,
    ]);
    expect(await pathsOf(folderSource(folder, { exclude: ["pipe", "socket"] }))).toEqual(["file"]);
  });

  it("takes no path that is longer than the system can name, and says so", async () => {
    const folder = await folderWith({});
    const deep = `${"d".repeat(250)}/`.repeat(9);
    const [upper, lower] = [path.join(folder, deep), path.join(path.dirname(folder), "lower")];
    await mkdir(upper, { recursive: true });
    await mkdir(path.join(lower, deep), { recursive: true });
    await rename(lower, path.join(upper, "lower"));
    onTestFinished(() => rename(path.join(upper, "lower"), lower)); // so that it can be removed
    const surroundings = await watchedSurroundings();
    const entries = await readAll(await openSource(folderSource(folder), surroundings));
    expect(entries.length).toBeGreaterThan(10);
    expect(surroundings.warnings.map((warning) => warning.causeName)).toEqual(["entry-unreadable"]);
    expect(surroundings.warnings[0]?.message).toContain("(its path is too long)");
  });
});
