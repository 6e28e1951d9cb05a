import { chmod } from "node:fs/promises";
import { userInfo } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  folderSource,
  folderWith,
  watchedSurroundings,
  whereModesCount,
} from "../../../test/sources.ts";

/** Entries that lose all permissions the moment they were listed, before they are read. */
const losing = ["source/lost", "source/folder"];

/** What sources yield and warn of, in a process to which file permissions apply. */
async function readWithModes(...folders: string[]) {
  const { scratch } = await watchedSurroundings();
  return whereModesCount(`
    import { chmodSync } from "node:fs";
    import { openSource } from "#lib/sources";
    const read = async (source) => {
      const warnings = [];
      const paths = [];
      const open = await openSource(source, {
        scratch: ${JSON.stringify(scratch)},
        protectedPaths: [],
        signal: new AbortController().signal,
        warn: (warning) => warnings.push(warning.message),
        moved: () => {},
      });
      for await (const entry of open.entries()) {
        if (${JSON.stringify(losing)}.includes(entry.path)) {
          chmodSync(source.config.path + entry.path.replace("source", ""), 0);
        }
        const content = entry.kind === "file" && entry.open();
        const warning = content && (await content.then((opened) => opened.close(), (w) => w.message));
        if (warning) warnings.push(warning);
        else paths.push(entry.path);
      }
      return { paths, warnings, count: open.count.entries };
    };
    const said = [];
    for (const source of ${JSON.stringify(folders.map((folder) => folderSource(folder)))}) {
      said.push(await read(source).catch((failure) => failure.causeName + ": " + failure.message));
    }
    console.log(JSON.stringify(said));
  `);
}

const { username } = userInfo();

describe("permissions", () => {
  it("that keep one file or folder closed leave that one out by name (fault 13)", async () => {
    const folder = await folderWith({
      "a/file": "x",
      "closed/file": "x",
      "listed/file": "x",
      secret: "x",
    });
    await chmod(path.join(folder, "closed"), 0o000);
    await chmod(path.join(folder, "listed"), 0o400);
    await chmod(path.join(folder, "secret"), 0o000);
    const why = `could not be read (not allowed to the user ${username}) and is not in the archive.`;
    expect(await readWithModes(folder)).toEqual([
      {
        paths: ["source", "source/a", "source/a/file", "source/listed"],
        warnings: [
          `${folder}/closed ${why}`,
          `${folder}/listed/file ${why}`,
          `${folder}/secret ${why}`,
        ],
        count: 5,
      },
    ]);
    await chmod(path.join(folder, "closed"), 0o700);
  });

  it("that are taken away between listing and reading leave out what they close (fault 15)", async () => {
    const folder = await folderWith({ "folder/file": "x", kept: "x", lost: "x" });
    const why = `could not be read (not allowed to the user ${username}) and is not in the archive.`;
    expect(await readWithModes(folder)).toEqual([
      {
        paths: ["source", "source/folder", "source/kept"],
        warnings: [`${folder}/folder/file ${why}`, `${folder}/lost ${why}`],
        count: 5,
      },
    ]);
    await chmod(path.join(folder, "folder"), 0o700);
  });

  it("that keep the folder itself closed fail the source, and the user is named (fault 14)", async () => {
    const folders: string[] = [];
    for (const mode of [0o000, 0o300, 0o400]) {
      const folder = await folderWith({ file: "x" });
      await chmod(folder, mode);
      folders.push(folder);
    }
    expect(await readWithModes(...folders)).toEqual(
      folders.map(
        (folder) => `source-unreadable: ${folder} cannot be read by the user ${username}.`,
      ),
    );
    for (const folder of folders) await chmod(folder, 0o700);
  });

  it("that keep a folder above it closed fail the source as well (fault 14)", async () => {
    const folder = await folderWith({ "inner/file": "x" });
    await chmod(folder, 0o600);
    expect(await readWithModes(path.join(folder, "inner"))).toEqual([
      `source-unreadable: ${folder}/inner cannot be read by the user ${username}.`,
    ]);
    await chmod(folder, 0o700);
  });
});
