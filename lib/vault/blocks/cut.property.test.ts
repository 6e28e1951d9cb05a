import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomFrom, testSeed } from "../../../test/seed.ts";
import { blockSizes, cut, cutAt } from "./cut.ts";

const runs = { seed: testSeed(), numRuns: 8, interruptAfterTimeLimit: 20_000 };

/** Noise, a text of lines, or one byte again and again. */
const content = fc
  .record({
    bytes: fc.integer({ min: 0, max: 3_000_000 }),
    kind: fc.constantFrom("noise", "text", "same"),
    seed: fc.nat(),
  })
  .map(({ bytes, kind, seed }) => {
    if (kind === "same") return Buffer.alloc(bytes, seed % 256);
    if (kind === "text") return Buffer.alloc(bytes, `line ${seed} of a log\n`);
    const random = randomFrom(seed);
    return Buffer.from(Uint32Array.from({ length: bytes >> 2 }, () => random() * 2 ** 32).buffer);
  });

async function blocksOf(bytes: Buffer, chunkBytes: readonly number[]): Promise<Buffer[]> {
  async function* chunks() {
    for (let at = 0, n = 0; at < bytes.length; n++) {
      const end = at + (chunkBytes[n % chunkBytes.length] ?? 65_536);
      yield bytes.subarray(at, end);
      at = end;
    }
  }
  const blocks: Buffer[] = [];
  for await (const block of cut(chunks())) blocks.push(block);
  return blocks;
}

const chunks = fc.array(fc.integer({ min: 1_000, max: 1_500_000 }), { minLength: 1, maxLength: 4 });

describe("cutting any content", () => {
  it("loses nothing, keeps to its sizes, and does not depend on how it is read", async () => {
    await fc.assert(
      fc.asyncProperty(content, chunks, async (bytes, chunkBytes) => {
        const blocks = await blocksOf(bytes, chunkBytes);
        expect(Buffer.concat(blocks).equals(bytes)).toBe(true);
        for (const [index, { length }] of blocks.entries()) {
          expect(length).toBeLessThanOrEqual(blockSizes.max);
          const isLast = index === blocks.length - 1;
          expect(length).toBeGreaterThanOrEqual(isLast ? 1 : blockSizes.min);
        }
        const whole = await blocksOf(bytes, [Math.max(1, bytes.length)]);
        expect(whole.map(({ length }) => length)).toEqual(blocks.map(({ length }) => length));
        if (bytes.length > 0) expect(cutAt(bytes)).toBe(blocks[0]?.length);
      }),
      runs,
    );
  }, 60_000);

  it("leaves what lies far behind a place where bytes were put in as it was", async () => {
    const random = randomFrom(runs.seed);
    const noise = Uint32Array.from({ length: 2_000_000 }, () => random() * 2 ** 32);
    const before = Buffer.from(noise.buffer);
    const at = Math.floor(random() * 1_000_000);
    const after = Buffer.concat([before.subarray(0, at), Buffer.from("more"), before.subarray(at)]);
    const [old, now] = [await blocksOf(before, [65_536]), await blocksOf(after, [65_536])];
    const known = new Set(old.map((block) => block.toString("base64").slice(0, 100)));
    const fresh = now.filter((block) => !known.has(block.toString("base64").slice(0, 100)));
    expect(fresh.length).toBeLessThanOrEqual(8);
    expect(now.length).toBeGreaterThan(12);
  });
});
