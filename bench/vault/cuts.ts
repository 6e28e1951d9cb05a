import { randomBytes } from "node:crypto";
import { constants, deflateRawSync } from "node:zlib";
import { type BlockSizes, blockIdOf, cutAt } from "#lib/vault";
import { dump, log, type Pair, pages } from "./kinds.ts";

const kib = 1024;
const choices: Record<string, BlockSizes> = {
  "fixed 64 KiB": { min: 64 * kib, usual: 64 * kib, max: 64 * kib },
  "fixed 256 KiB": { min: 256 * kib, usual: 256 * kib, max: 256 * kib },
  "32, 64, 256 KiB": { min: 32 * kib, usual: 64 * kib, max: 256 * kib },
  "64, 128, 512 KiB": { min: 64 * kib, usual: 128 * kib, max: 512 * kib },
  "64, 256, 1,024 KiB": { min: 64 * kib, usual: 256 * kib, max: 1_024 * kib },
  "128, 256, 1,024 KiB": { min: 128 * kib, usual: 256 * kib, max: 1_024 * kib },
  "512, 1,024, 4,096 KiB": { min: 512 * kib, usual: 1_024 * kib, max: 4_096 * kib },
};

/** What each way of cutting stores of some kinds of content, and grows by when they change. */
export async function cutsBench(): Promise<void> {
  const pairs: Record<string, Pair> = { dump: dump(), log: log(), pages: pages() };
  const kinds = Object.keys(pairs);
  const head = kinds.flatMap((kind) => [`${kind}: stored MB`, `${kind}: growth KB`]);
  process.stdout.write(`| blocks | cut MB/s | ${head.join(" | ")} |\n`);
  process.stdout.write(`|${" --- |".repeat(head.length + 2)}\n`);
  for (const [name, sizes] of Object.entries(choices)) {
    const cells = Object.values(pairs).flatMap((pair) => {
      const { stored, growth } = costOf(pair, sizes);
      return [(stored / 1e6).toFixed(1), (growth / 1e3).toFixed(0)];
    });
    process.stdout.write(`| ${[name, speedOf(sizes).toFixed(0), ...cells].join(" | ")} |\n`);
  }
}

function costOf({ before, after }: Pair, sizes: BlockSizes): { stored: number; growth: number } {
  const known = new Set<string>();
  const store = (content: Buffer) => {
    let bytes = 0;
    for (const block of blocksOf(content, sizes)) {
      const id = blockIdOf(block);
      if (known.has(id)) continue;
      known.add(id);
      bytes += deflateRawSync(block, { level: 5, finishFlush: constants.Z_FULL_FLUSH }).length;
    }
    return bytes;
  };
  return { stored: store(before), growth: store(after) };
}

function* blocksOf(content: Buffer, sizes: BlockSizes): Generator<Buffer> {
  for (let rest = content; rest.length > 0; ) {
    const end = cutAt(rest, sizes);
    yield rest.subarray(0, end);
    rest = rest.subarray(end);
  }
}

function speedOf(sizes: BlockSizes): number {
  const content = randomBytes(64 * kib * kib);
  const began = performance.now();
  let blocks = 0;
  for (const _ of blocksOf(content, sizes)) blocks += 1;
  return blocks === 0 ? 0 : content.length / 1e3 / (performance.now() - began);
}
