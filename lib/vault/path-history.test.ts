import { copyFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { failureOf } from "../../test/failing.ts";
import { fileEntry, keptArchive, newVault } from "../../test/vault.ts";
import { BlockReader } from "./blocks/block-reader.ts";
import { pathHistory } from "./index.ts";

const conf = "media/etc/site.conf";

afterEach(() => vi.restoreAllMocks());

/** Files around it that stay, so that archives share parts of their listings. */
const others = () => {
  const names = Array.from({ length: 900 }, (_, number) => `media/all/${10_000 + number}.txt`);
  return names.map((name) => fileEntry(name, "always the same"));
};

/** Archives with these texts at one path, newest first; `null`: nothing is there. */
async function archivesWith(texts: readonly (string | null)[]) {
  const place = await newVault();
  const files: string[] = [];
  for (const text of texts.toReversed()) {
    const file = text === null ? [] : [fileEntry(conf, text)];
    files.unshift((await keptArchive(place, [...others(), ...file])).file);
  }
  return { place, files };
}

describe("what archives have at one path", () => {
  it("is told for each in their order: a text, nothing, or that it cannot be read", async () => {
    const { place, files } = await archivesWith(["new", "new", null, "old", "older"]);
    await writeFile(path.join(place.folder, files[3] ?? ""), "HOLDFAST-MANIFEST 1 plain 0\n{}");
    const found = await pathHistory(place, conf, files);
    expect(found.map((at) => (at.state === "there" ? at.entry.size : at.state))).toEqual([
      3,
      3,
      "absent",
      "unreadable",
      5,
    ]);
    await rm(path.join(place.folder, files[3] ?? ""));
    expect((await pathHistory(place, conf, files))[3]).toEqual({ state: "unreadable" });
  });

  it("is found without reading again what archives share", async () => {
    const { place, files } = await archivesWith(["same", ...Array(10).fill("same"), "first"]);
    const content = vi.spyOn(BlockReader.prototype, "content");
    const found = await pathHistory(place, conf, files);
    expect(found).toHaveLength(12);
    // One look for each part of the newest listing at most, and one for the part that differs.
    expect(content.mock.calls.length).toBeLessThan(14);
    expect(new Set(content.mock.calls.map(([{ id }]) => id)).size).toBe(content.mock.calls.length);
  });

  it("takes a path as it is, whatever stands in names and links around it", async () => {
    const place = await newVault();
    const odd = 'media/a "b" {"path":"media/x"}';
    const { file } = await keptArchive(place, [fileEntry(odd, "odd"), fileEntry("media/xy", "")]);
    const at = async (wanted: string) => (await pathHistory(place, wanted, [file]))[0]?.state;
    expect([await at(odd), await at("media/x"), await at("media/xy")]).toEqual([
      "there",
      "absent",
      "there",
    ]);
  });

  it("is read from archives of the first version as well", async () => {
    const { place, files } = await archivesWith(["text"]);
    const zip = "archives/plan-1/2026-03-09T02-00-00Z-run-1-0af3c2d1.zip";
    const fixture = path.join(import.meta.dirname, "fixtures", "vault-1", "archive.zip");
    await copyFile(fixture, path.join(place.folder, zip));
    const [own, first] = await pathHistory(place, conf, [...files, zip]);
    expect([own?.state, first?.state]).toEqual(["there", "absent"]);
  });

  it("is not told of a vault that is away", async () => {
    const { place, files } = await archivesWith(["text"]);
    await rm(place.folder, { recursive: true });
    expect(await failureOf(() => pathHistory(place, conf, files))).toMatch(/^vault-unavailable/);
  });
});
