import { lstat, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { archiveName, type Entry, linkText } from "#lib/entries";
import { temporaryFolder } from "../../test/installation.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";
import {
  fileEntry,
  folderEntry,
  keptArchive,
  linkEntry,
  newVault,
  output,
  verified,
  zipOf,
} from "../../test/vault.ts";
import { listEntries } from "./index.ts";

/** Fault 34, for whatever a file system can hold: what went in comes out of any archive, by unzip. */

const seed = testSeed();
/** Looking for a smaller example of what went wrong must not outlast the test. */
const runs = { seed, numRuns: 25, interruptAfterTimeLimit: 40_000 };
/** Every so many archives one is unpacked with unzip, which takes as long as ten others. */
const unzippedEvery = 5;

/** Any bytes a file system takes as a name, mostly ordinary ones. */
const nameBytes = fc
  .oneof(
    { weight: 4, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("-rf", "...", "a b ", "ü".repeat(127), "holdfast.json"),
    },
  )
  .map((text) => Buffer.from(text))
  .chain((text) =>
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(text) },
      {
        weight: 1,
        arbitrary: fc.uint8Array({ minLength: 1, maxLength: 12 }).map((a) => Buffer.from(a)),
      },
    ),
  )
  .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0 || byte === 0x2f ? 0x5f : byte))))
  .filter((bytes) => bytes.length <= 255 && ![".", ".."].includes(bytes.toString()));

/** Nothing, little, what is packed in memory, what is streamed; packs well or not at all. */
const content = fc
  .record({
    bytes: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 300 }) },
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 100_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1_040_000, max: 1_060_000 }) },
    ),
    isNoise: fc.boolean(),
    seed: fc.integer(),
  })
  .map(({ bytes, isNoise, seed: own }) => {
    if (!isNoise) return Buffer.alloc(bytes, `line ${own}\n`);
    const random = randomFrom(own);
    const words = Uint32Array.from({ length: Math.ceil(bytes / 4) }, () => random() * 2 ** 32);
    return Buffer.from(words.buffer, 0, bytes);
  });

const facts = {
  /** Always open to their owner, or this test could not look at what was unpacked. */
  mode: fc.integer({ min: 0, max: 0o7777 }).map((mode) => mode | 0o700),
  uid: fc.integer({ min: 0, max: 0xffff_fffe }),
  gid: fc.integer({ min: 0, max: 0xffff_fffe }),
  /** To the second from 1970 to 2106 is what unzip can set; the manifest holds any. */
  modified: fc.integer({ min: 0, max: 0xffff_ffff }).map((seconds) => new Date(seconds * 1000)),
};

/** Any bytes as well. */
const linkTarget = nameBytes.map((bytes) => Buffer.concat([Buffer.from("../"), bytes]));

const thing = fc.record({
  names: fc.array(nameBytes, { minLength: 1, maxLength: 3 }),
  facts: fc.record(facts),
  what: fc.oneof(
    { weight: 5, arbitrary: content.map((bytes) => ({ kind: "file" as const, bytes })) },
    { weight: 1, arbitrary: fc.constant({ kind: "folder" as const }) },
    { weight: 2, arbitrary: linkTarget.map((target) => ({ kind: "link" as const, target })) },
  ),
});
type Thing = typeof thing extends fc.Arbitrary<infer T> ? T : never;

/** What a source yields for it: names that are not UTF-8 escaped, with their bytes. */
function entryOf({ names, facts: known, what }: Thing): Entry {
  const parts = names.map((name) => archiveName(name));
  const place = ["files", "any", ...parts.map(({ text }) => text)].join("/");
  const isEscaped = parts.some(({ bytes }) => bytes !== null);
  const more = { ...known, nameBytes: isEscaped ? bytesOf(names) : null };
  if (what.kind === "file") return fileEntry(place, what.bytes, more);
  return what.kind === "link" ? linkEntry(place, what.target, more) : folderEntry(place, more);
}

function bytesOf(names: readonly Buffer[]): Buffer {
  const slash = Buffer.from("/");
  return Buffer.concat([Buffer.from("files/any"), ...names.flatMap((name) => [slash, name])]);
}

describe("fault 34: any list of entries", () => {
  it("comes back as it went in: names, content, kinds, modes, links and times", async () => {
    let archives = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(thing, { minLength: 1, maxLength: 12 }), async (things) => {
        const place = await newVault();
        const entries = things.map(entryOf);
        const kept = await keptArchive(place, entries);
        await verified(place, kept);
        const { entries: listed } = await listEntries(place, kept.file, { offset: 0, limit: 100 });
        expect(listed.length).toBe(entries.length);
        for (const [index, entry] of entries.entries()) {
          const found = listed[index];
          // A path that an earlier entry took gets `~2` at its end; then its bytes are kept.
          if (found?.path !== entry.path) expect(found?.nameBytes).not.toBeNull();
          const { kind, size, mode, modified } = entry;
          const link = entry.link && linkText(entry.link).text;
          expect(found).toMatchObject({ kind, size, mode, modified, link });
        }
        archives += 1;
        if (archives % unzippedEvery !== 0) return;
        const zip = await zipOf(place, kept);
        await output("unzip", ["-tqq", zip]);
        await sameOnDisk(
          zip,
          entries,
          listed.map((one) => one.path),
        );
      }),
      runs,
    );
    expect(archives).toBeGreaterThanOrEqual(unzippedEvery);
  }, 60_000);
});

/** Unpacks an archive and holds every file, folder and link against its entry. */
async function sameOnDisk(zip: string, entries: readonly Entry[], paths: readonly string[]) {
  const folder = await temporaryFolder();
  await output("unzip", ["-qq", "-^", zip, "-d", folder]);
  for (const [index, entry] of entries.entries()) {
    const at = path.join(folder, paths[index] ?? "");
    const stats = await lstat(at);
    if (entry.kind === "link") {
      expect(await readlink(at, { encoding: "buffer" })).toEqual(entry.link);
      continue;
    }
    expect(stats.isDirectory()).toBe(entry.kind === "folder");
    // unzip leaves out what would give away rights: setuid, setgid, sticky.
    expect(stats.mode & 0o777).toBe(entry.mode & 0o777);
    if (entry.kind === "folder") continue; // its time is set by what is unpacked into it
    expect(stats.mtimeMs).toBe(entry.modified.getTime());
    const { chunks } = await entry.open();
    const parts: Buffer[] = [];
    for await (const part of chunks) parts.push(part);
    expect((await readFile(at)).equals(Buffer.concat(parts))).toBe(true);
  }
}
