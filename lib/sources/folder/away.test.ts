import { execFile } from "node:child_process";
import { mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { openSource } from "#lib/sources";
import { failureOf } from "../../../test/failing.ts";
import {
  folderSource,
  folderWith,
  readAll,
  readOne,
  watchedSurroundings,
} from "../../../test/sources.ts";

const run = promisify(execFile);

describe("a folder that is not there", () => {
  it("is missing, also behind a link that leads nowhere or below a file (fault 14)", async () => {
    const folder = await folderWith({ file: "" });
    await symlink("nowhere", path.join(folder, "lost"));
    const surroundings = await watchedSurroundings();
    for (const name of ["none", "lost", "file/below", "nul\0"]) {
      const failure = await failureOf(() =>
        openSource(folderSource(`${folder}/${name}`), surroundings),
      );
      expect(failure, name).toMatch(/^source-missing: /);
    }
  });

  it("is no folder but a file, a FIFO, a device", async () => {
    const folder = await folderWith({ file: "" });
    await run("mkfifo", [path.join(folder, "pipe")]);
    const surroundings = await watchedSurroundings();
    const open = (place: string) => failureOf(() => openSource(folderSource(place), surroundings));
    expect(await open(`${folder}/file`)).toBe(
      `not-a-folder: ${folder}/file is a file, not a folder.`,
    );
    expect(await open(`${folder}/pipe`)).toBe(
      `not-a-folder: ${folder}/pipe is a FIFO, not a folder.`,
    );
    expect(await open("/dev/null")).toBe("not-a-folder: /dev/null is a device, not a folder.");
  });

  it("is refused when its path is not absolute", async () => {
    const surroundings = await watchedSurroundings();
    expect(await failureOf(() => openSource(folderSource("etc/app"), surroundings))).toBe(
      "path-not-absolute: “etc/app” is not an absolute path.",
    );
  });

  it("fails the source when it goes away between counting and reading (fault 14)", async () => {
    const folder = await folderWith({ a: "", b: "" });
    const open = await openSource(folderSource(folder), await watchedSurroundings());
    await rm(folder, { recursive: true });
    expect(await failureOf(() => readAll(open))).toBe(`source-missing: ${folder} does not exist.`);
  });

  it("fails the source when another folder takes its place, as when a disk is unmounted (fault 14)", async () => {
    const folder = await folderWith({ a: "", b: "" });
    const open = await openSource(folderSource(folder), await watchedSurroundings());
    await rename(folder, `${folder}-away`);
    await mkdir(folder);
    expect(await failureOf(() => readAll(open))).toBe(
      `source-replaced: ${folder} became another folder while the run went on.`,
    );
  });
});

describe("a folder inside it that changes while the source is read", () => {
  /** What is given and said when a folder that was just given becomes something else. */
  const readWhile = async (happens: (inner: string) => Promise<unknown>) => {
    const folder = await folderWith({ "inner/a": "", "inner/b/c": "", "later/d": "" });
    const surroundings = await watchedSurroundings();
    const open = await openSource(folderSource(folder), surroundings);
    const paths: string[] = [];
    for await (const entry of open.entries()) {
      const { warning } = await readOne(entry);
      if (warning) surroundings.warn(warning);
      else paths.push(entry.path.replace("source/", ""));
      if (entry.path !== "source/inner") continue;
      await rename(path.join(folder, "inner"), `${folder}-away`);
      await happens(path.join(folder, "inner"));
    }
    expect(paths).toEqual(["source", "inner", "later", "later/d"]);
    return surroundings.warnings.map((warning) => warning.message.replace(folder, "…"));
  };

  it("is named with what it no longer gives: gone, a file, a link elsewhere (faults 15, 27)", async () => {
    const outside = await folderWith({ a: "", "b/c": "" });
    const gone = ["a", "b"].map(
      (name) => `…/inner/${name} was there when the folder was listed and gone when it was read.`,
    );
    expect(await readWhile(async () => {})).toEqual(gone);
    expect(await readWhile((inner) => writeFile(inner, "now a file"))).toEqual(gone);
    expect(await readWhile((inner) => symlink(outside, inner))).toEqual(
      ["a", "b"].map(
        (name) => `…/inner/${name} became a link that leads elsewhere while the run went on.`,
      ),
    );
  });
});

describe("a run that ends early", () => {
  it("stops counting and reading with the reason it was given (fault 32)", async () => {
    const folder = await folderWith({ a: "", b: "", c: "" });
    const reason = new Error("cancelled");
    const surroundings = await watchedSurroundings();
    const open = await openSource(folderSource(folder), surroundings);
    const entries = open.entries()[Symbol.asyncIterator]();
    await entries.next();
    surroundings.abort(reason);
    await expect(entries.next().then(() => entries.next())).rejects.toBe(reason);
    await expect(openSource(folderSource(folder), surroundings)).rejects.toBe(reason);
  });
});
