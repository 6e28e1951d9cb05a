import { appendFile, readFile, truncate, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import type { Content, Entry } from "#lib/entries";
import { openSource } from "#lib/sources";
import { beginArchive } from "#lib/vault";
import { temporaryFolder } from "./installation.ts";
import { folderSource, folderWith, watchedSurroundings } from "./sources.ts";
import { archiveOrder, newVault, output, pass, source, tail, verified, zipOf } from "./vault.ts";

const largeBytes = 6_000_000;
const before = Buffer.alloc(largeBytes, "before, ");
const after = Buffer.alloc(largeBytes, "after, ");

/** What happens to each file while it is read for the first time, and while it is for the second. */
const fates: Record<string, ((file: string) => Promise<unknown>)[]> = {
  "1 grows": [(file) => appendFile(file, "more")],
  "2 shrinks": [(file) => truncate(file, 2_000_000)],
  "3 is rewritten": [(file) => writeFile(file, after)],
  "4 rests": [],
  "5 keeps growing": [(file) => appendFile(file, "more"), (file) => appendFile(file, "and more")],
  "6 keeps shrinking": [(file) => truncate(file, 5_000_000), (file) => truncate(file, 2_000_000)],
};

/** The same entry, whose file meets its fate once the first chunk of a reading was handed on. */
function fated(entry: Entry, file: string): Entry {
  const fate = [...(fates[path.basename(file)] ?? [])];
  const open = async (): Promise<Content> => {
    const content = await entry.open();
    const happens = fate.shift();
    const chunks = content.chunks[Symbol.asyncIterator]();
    const watched = async function* () {
      for (let n = 0; ; n++) {
        const next = await chunks.next();
        if (next.done) return;
        if (n === 0) await happens?.(file);
        yield next.value;
      }
    };
    return { ...content, chunks: watched() };
  };
  return entry.kind === "file" ? { ...entry, open } : entry;
}

it("files that change while they are read are whole in the archive, or named (fault 15)", async () => {
  const folder = await folderWith({});
  const longAgo = new Date("2020-01-01T00:00:00Z");
  for (const name of Object.keys(fates)) {
    await writeFile(path.join(folder, name), before);
    await utimes(path.join(folder, name), longAgo, longAgo);
  }
  const open = await openSource(folderSource(folder), await watchedSurroundings());
  const place = await newVault();
  const writer = await beginArchive(place, archiveOrder());
  const warnings: string[] = [];
  for await (const entry of open.entries()) {
    const file = path.join(folder, path.basename(entry.path));
    const { kept, warning } = await writer.add(fated(entry, file), source);
    expect(kept).toBe(true);
    if (warning) warnings.push(`${warning.causeName}: ${path.basename(file)}`);
  }
  const archive = await writer.keep(tail, pass);
  await verified(place, archive);
  const unpacked = await temporaryFolder();
  await output("unzip", ["-q", await zipOf(place, archive), "-d", unpacked]);
  const sameAs = async (name: string, bytes: Buffer) =>
    (await readFile(path.join(unpacked, "source", name))).equals(bytes);
  const grown = Buffer.concat([before, Buffer.from("more")]);
  expect(await sameAs("1 grows", grown)).toBe(true);
  expect(await sameAs("2 shrinks", before.subarray(0, 2_000_000))).toBe(true);
  expect(await sameAs("3 is rewritten", after)).toBe(true);
  expect(await sameAs("4 rests", before)).toBe(true);
  expect(await sameAs("5 keeps growing", grown)).toBe(true);
  expect(await sameAs("6 keeps shrinking", before.subarray(0, 2_000_000))).toBe(true);
  expect(warnings).toEqual(["entry-changed: 5 keeps growing", "entry-shrunk: 6 keeps shrinking"]);
});
