import { describe, expect, it } from "vitest";
import { trySource } from "#lib/sources";
import { failureOf } from "../../../test/failing.ts";
import { folderSource, folderWith, watchedSurroundings } from "../../../test/sources.ts";

const tryFolder = async (folder: string, config = {}) =>
  trySource(folderSource(folder, config), await watchedSurroundings());

describe("trying a folder", () => {
  it("says what a run would find", async () => {
    const folder = await folderWith({ "a/b": "12", c: "345" });
    expect(await tryFolder(folder)).toEqual({
      sentence: "2 files in 2 folders.",
      entries: 4,
      bytes: 5,
    });
    const one = await folderWith({ only: "" });
    expect(await tryFolder(one)).toEqual({ sentence: "1 file in 1 folder.", entries: 2, bytes: 0 });
  });

  it("says when there is nothing, or when the patterns leave nothing", async () => {
    expect((await tryFolder(await folderWith({}))).sentence).toBe("No files.");
    const folder = await folderWith({ a: "", b: "" });
    expect((await tryFolder(folder, { exclude: ["*"] })).sentence).toBe(
      "The patterns leave out all 2 files.",
    );
  });

  it("says what a run would say: missing, no folder, no pattern", async () => {
    expect(await failureOf(() => tryFolder("/nonexistent"))).toMatch(/^source-missing/);
    expect(await failureOf(() => tryFolder("/dev/null"))).toMatch(/^not-a-folder/);
    expect(await failureOf(() => tryFolder("/", { include: ["[a"] }))).toMatch(/^pattern-invalid/);
  });
});
