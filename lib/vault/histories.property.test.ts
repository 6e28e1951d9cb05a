import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { expect, it } from "vitest";
import { testSeed } from "../../test/seed.ts";
import {
  examined,
  fileEntry,
  keptArchive,
  newVault,
  output,
  prune,
  zipOf,
} from "../../test/vault.ts";
import { type KeptArchive, readArchiveFile, removeArchive, type VaultPlace } from "./index.ts";

const runs = { seed: testSeed(), numRuns: 6, interruptAfterTimeLimit: 40_000 };

/** What happens in a history: a file is written or goes, an archive is made or let go. */
const step = fc.oneof(
  fc.record({
    does: fc.constant("write" as const),
    file: fc.nat(5),
    bytes: fc.integer({ min: 0, max: 30_000 }),
    text: fc.string({ minLength: 1, maxLength: 40 }),
  }),
  fc.record({ does: fc.constant("delete" as const), file: fc.nat(5) }),
  fc.record({ does: fc.constantFrom("archive" as const, "prune" as const) }),
  fc.record({ does: fc.constant("let go" as const), which: fc.nat(20) }),
);

interface Held {
  archive: KeptArchive;
  files: Map<number, Buffer>;
}

it("any history: each archive gives what its files were, in any parts, and nothing else stays (faults 1, 5)", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 25 }),
      fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 5 }),
      async (steps, cuts) => {
        const place = await newVault();
        const held = await lived(place, steps);
        for (const { archive } of held) {
          const whole = await resumed(place, archive, cuts);
          expect(whole.length).toBe(archive.bytes);
          const { open } = await readArchiveFile(place, archive.file);
          expect(whole.equals(await buffer(open()))).toBe(true);
        }
        const last = held.at(-1);
        if (last) await sameContent(place, last);
        const archives = held.map(({ archive }) => archive);
        const nothing = { damaged: [], damagedPacks: [], lists: [] };
        expect(await examined(place, archives)).toMatchObject(nothing);
        for (const { file } of archives) await removeArchive(place, file);
        await prune(place);
        expect((await examined(place, [])).packs).toBe(0);
      },
    ),
    runs,
  );
}, 120_000);

async function lived(
  place: VaultPlace,
  steps: (typeof step extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const files = new Map<number, Buffer>();
  const held: Held[] = [];
  for (const one of steps) {
    if (one.does === "write") files.set(one.file, Buffer.alloc(one.bytes, one.text));
    else if (one.does === "delete") files.delete(one.file);
    else if (one.does === "prune") await prune(place);
    else if (one.does === "let go") {
      const [gone] = held.splice(one.which % Math.max(1, held.length), 1);
      if (gone) await removeArchive(place, gone.archive.file);
    } else {
      const entries = [...files].map(([name, bytes]) => fileEntry(`media/photos/${name}`, bytes));
      const previous = held.at(-1)?.archive.file ?? null;
      held.push({
        archive: await keptArchive(place, entries, { previous }),
        files: new Map(files),
      });
    }
  }
  return held;
}

/** A download that is cut off again and again and goes on where it ended. */
async function resumed(place: VaultPlace, { file }: KeptArchive, cuts: readonly number[]) {
  const parts: Buffer[] = [];
  let at = 0;
  for (let cut = 0; ; cut++) {
    const { size, open } = await readArchiveFile(place, file);
    if (at >= size) return Buffer.concat(parts);
    const stream = open({ start: at, end: size - 1 });
    let left = (cuts[cut % cuts.length] ?? 1) + (cut > 50 ? size : 0);
    for await (const chunk of stream) {
      const part = (chunk as Buffer).subarray(0, left);
      parts.push(part);
      at += part.length;
      left -= part.length;
      if (left === 0) break; // the connection is gone
    }
  }
}

async function sameContent(place: VaultPlace, { archive, files }: Held): Promise<void> {
  const zip = await zipOf(place, archive);
  for (const [name, bytes] of files) {
    const found = await output("unzip", ["-p", zip, `media/photos/${name}`]);
    expect(found.equals(bytes)).toBe(true);
  }
}
