import { link, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openSource } from "#lib/sources";
import { failureOf } from "../../../test/failing.ts";
import {
  folderSource,
  folderWith,
  pathsOf,
  readAll,
  watchedSurroundings,
} from "../../../test/sources.ts";

describe("what a folder source leaves out", () => {
  const files = {
    "app.log": "",
    "app.log.1": "",
    "cache/a": "",
    "cache/keep/b": "",
    "docs/a.md": "",
    "docs/b.txt": "",
    readme: "",
  };

  it("is what an exclude pattern matches, and all below a folder that one matches", async () => {
    const folder = await folderWith(files);
    expect(
      await pathsOf(folderSource(folder, { exclude: ["*.log*", "cache/", "!cache/keep"] })),
    ).toEqual(["docs", "docs/a.md", "docs/b.txt", "readme"]);
    expect(
      await pathsOf(
        folderSource(folder, {
          exclude: ["docs/*", "!docs/a.md", "cache", "*.LOG*"],
          ignoreCase: true,
        }),
      ),
    ).toEqual(["docs", "docs/a.md", "readme"]);
  });

  it("is what no include pattern matches, with the folders that would be empty because of it", async () => {
    const folder = await folderWith(files);
    expect(await pathsOf(folderSource(folder, { include: ["*.md", "keep/"] }))).toEqual([
      "cache",
      "cache/keep",
      "cache/keep/b",
      "docs",
      "docs/a.md",
    ]);
    expect(await pathsOf(folderSource(folder, { include: ["docs", "!b.txt"] }))).toEqual([
      "docs",
      "docs/a.md",
    ]);
    expect(await pathsOf(folderSource(folder, { include: ["/*.log"], exclude: ["app*"] }))).toEqual(
      [],
    );
  });

  it("is what is larger than its limit", async () => {
    const folder = await folderWith({ small: "12345", large: "123456" });
    expect(await pathsOf(folderSource(folder, { largerThanBytes: 5 }))).toEqual(["small"]);
  });

  it("is every folder with its marker file, but never the folder it names itself", async () => {
    const folder = await folderWith({ ".nobackup": "", "a/.nobackup": "", "a/b": "", c: "" });
    expect(await pathsOf(folderSource(folder, { excludeIfPresent: ".nobackup" }))).toEqual([
      ".nobackup",
      "c",
    ]);
  });

  it("is every folder that says it is a cache, if its signature is right", async () => {
    const tag = "Signature: 8a477f597d28d172789f06886806bc55\n# made by hand";
    const folder = await folderWith({
      "CACHEDIR.TAG": tag,
      "a/CACHEDIR.TAG": tag,
      "a/x": "",
      "b/CACHEDIR.TAG": "no",
    });
    expect(await pathsOf(folderSource(folder))).toEqual(["CACHEDIR.TAG", "b", "b/CACHEDIR.TAG"]);
    expect(await pathsOf(folderSource(folder, { excludeCaches: false }))).toContain("a/x");
  });

  it("is a pattern's refusal when one can never match", async () => {
    const folder = await folderWith({});
    const surroundings = await watchedSurroundings();
    expect(
      await failureOf(() => openSource(folderSource(folder, { exclude: ["["] }), surroundings)),
    ).toMatch(/^pattern-invalid: /);
  });
});

describe("what is off limits", () => {
  it("is left out silently below a folder: by path, by another name, by a link's real path", async () => {
    const folder = await folderWith({
      "etc/secret.key": "k",
      "vault/a.zip": "z",
      "db.sqlite": "d",
      mine: "x",
    });
    await link(path.join(folder, "etc/secret.key"), path.join(folder, "copy-of-key"));
    await symlink(folder, `${folder}-link`);
    const surroundings = await watchedSurroundings([
      { path: `${folder}-link/etc/secret.key`, what: "the key of this installation" },
      { path: `${folder}/vault`, what: "the vault" },
      { path: `${folder}/db.sqlite`, what: "the live database", database: true },
      { path: `${folder}/db.sqlite-wal`, what: "the live database", database: true },
    ]);
    const open = await openSource(folderSource(folder), surroundings);
    await writeFile(path.join(folder, "db.sqlite-wal"), "made after the source was opened");
    const entries = await readAll(open);
    expect(entries.map((entry) => entry.path)).toEqual(["source", "source/etc", "source/mine"]);
    expect(surroundings.warnings).toEqual([]);
  });

  it("is refused as a source itself, and so is what lies inside it", async () => {
    const folder = await folderWith({ "vault/archives/": "" });
    await symlink(path.join(folder, "vault"), path.join(folder, "link"));
    const surroundings = await watchedSurroundings([
      { path: `${folder}/vault`, what: "the vault" },
    ]);
    const open = (below: string) =>
      failureOf(() => openSource(folderSource(`${folder}/${below}`), surroundings));
    expect(await open("vault")).toBe(
      `source-protected: ${folder}/vault is the vault, which a plan never includes.`,
    );
    expect(await open("link/archives")).toBe(
      `source-protected: ${folder}/link/archives is inside the vault, which a plan never includes.`,
    );
    expect(await open("")).toBe("no failure");
  });
});
