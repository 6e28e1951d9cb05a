import { execFileSync } from "node:child_process";
import { appendFile, chmod, lstat, rename, symlink, utimes } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../../test/sources.ts";
import type { Look } from "../look.ts";
import { FileThread } from "./file-thread.ts";

/** Long enough ago that nobody can be writing it. */
const longAgo = new Date("2020-01-01T00:00:00Z");

/** A thread is begun after some files were looked at without one. */
async function busyThread(root: string, mayGrow = false): Promise<FileThread> {
  const files = new FileThread({ root: Buffer.from(root), mayGrow });
  await files.look(Array.from({ length: 300 }, () => Buffer.from(root)));
  return files;
}

async function settled(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await utimes(path.join(folder, name), longAgo, longAgo);
}

const numbers = [
  "dev",
  "ino",
  "mode",
  "uid",
  "gid",
  "size",
  "mtimeMs",
  "mtimeNs",
  "ctimeMs",
] as const;
const kinds = ["isFile", "isDirectory", "isSymbolicLink", "isFIFO", "isSocket"] as const;

function factsOf(look: Look | undefined) {
  if (!look || look instanceof Error) return look && "code" in look ? look.code : look;
  return [...numbers.map((name) => look[name]), ...kinds.map((name) => look[name]())];
}

describe("looking at files in a thread", () => {
  it("finds of every kind exactly what the system says", async () => {
    const folder = await folderWith({ file: "abc", "inner/x": "", [`old${"-".repeat(200)}`]: "" });
    await symlink("file", path.join(folder, "link"));
    await symlink("nowhere", path.join(folder, "lost"));
    execFileSync("mkfifo", [path.join(folder, "pipe")]);
    await chmod(path.join(folder, "file"), 0o4711);
    await utimes(path.join(folder, "file"), new Date(-1_500), new Date("1960-02-29T00:00:00.5Z"));
    const names = ["file", "inner", `old${"-".repeat(200)}`, "link", "lost", "pipe", "."];
    const paths = names.map((name) => `${folder}/${name}`);
    const files = await busyThread(folder);
    const looks = await files.look(paths.map((each) => Buffer.from(each)));
    for (const [index, each] of paths.entries()) {
      expect(factsOf(looks[index]), each).toEqual(factsOf(await lstat(each, { bigint: true })));
    }
  });

  it("says the system's code of what is not there, below a file, or too long", async () => {
    const folder = await folderWith({ file: "" });
    const files = await busyThread(folder);
    const names = ["gone", "file/below", "n".repeat(256), "p/".repeat(2_500)];
    const looks = await files.look(names.map((name) => Buffer.from(`${folder}/${name}`)));
    expect(looks.map(factsOf)).toEqual(["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ENAMETOOLONG"]);
  });
});

describe("reading small files in a thread", () => {
  it("gives many at once, each whole", async () => {
    const names = Array.from({ length: 200 }, (_, n) => `file-${n}`);
    const contentOf = (name: string) => name.repeat(Number(name.slice(5)) * 20);
    const folder = await folderWith(Object.fromEntries(names.map((n) => [n, contentOf(n)])));
    await settled(folder, names);
    const files = await busyThread(folder);
    const all = names.map((name) =>
      files.read(Buffer.from(`${folder}/${name}`), contentOf(name).length),
    );
    const read = await Promise.all(all);
    expect(read.map((each) => each?.toString())).toEqual(names.map(contentOf));
  });

  it("leaves to the long way what is no file, leads elsewhere, or is long", async () => {
    const outside = await folderWith({ "inner/secret": "elsewhere" });
    const folder = await folderWith({ long: "x".repeat(300_000), kept: "ok" });
    await symlink("kept", path.join(folder, "link"));
    await symlink(path.join(outside, "inner"), path.join(folder, "inner"));
    execFileSync("mkfifo", [path.join(folder, "pipe")]);
    await settled(folder, ["long", "kept"]);
    await settled(outside, ["inner/secret"]);
    const files = await busyThread(folder);
    const names = ["link", "pipe", "inner/secret", "gone", "kept"];
    const read = await Promise.all(
      names.map((name) => files.read(Buffer.from(`${folder}/${name}`), 10)),
    );
    expect(read.map((each) => each?.toString() ?? null)).toEqual([...Array(4).fill(null), "ok"]);
    expect(await files.read(Buffer.from(`${folder}/long`), 300_000)).toBeNull();
  });

  it("takes a log that was just written as long as it was", async () => {
    const folder = await folderWith({ log: "a line\n" });
    await appendFile(path.join(folder, "log"), "and one\n");
    const files = await busyThread(folder, true);
    const read = await files.read(Buffer.from(`${folder}/log`), 15);
    expect(read?.toString()).toBe("a line\nand one\n");
  });

  it("follows the folder it was given, not another one that took its path", async () => {
    const folder = await folderWith({ "deep/file": "inside" });
    await settled(folder, ["deep/file"]);
    const away = `${await folderWith({})}/away`;
    await rename(path.join(folder, "deep"), away);
    await symlink(away, path.join(folder, "deep"));
    const files = await busyThread(folder);
    expect(await files.read(Buffer.from(`${folder}/deep/file`), 6)).toBeNull();
  });
});
