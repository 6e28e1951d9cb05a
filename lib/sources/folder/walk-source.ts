import { lstat } from "node:fs/promises";
import { fail, isFailure, unlessAborted } from "#lib/failures";
import { offLimits } from "../off-limits.ts";
import { asSourceFailure, reach } from "../reach.ts";
import type { FolderSource, SourceSurroundings } from "../source.ts";
import { foundWords } from "../words.ts";
import { lookOneByOne } from "./look.ts";
import { below } from "./place.ts";
import { rulesOf } from "./rules.ts";
import { type Found, type Walk, walk } from "./walk.ts";

/** The walk through a folder, once the folder itself was found to be one that may be read. */
export async function walkOf(
  { config }: FolderSource,
  {
    protectedPaths,
    signal,
    moved,
  }: Pick<SourceSurroundings, "protectedPaths" | "signal" | "moved">,
): Promise<Walk> {
  const rules = rulesOf(config);
  const root = await reach(config.path, signal);
  if (!root.stats.isDirectory()) {
    throw fail("not-a-folder", { path: root.shown, found: foundWords(root.stats) });
  }
  const limits = await unlessAborted(signal, offLimits(protectedPaths));
  await unlessAborted(signal, limits.refuse(root));
  // What lies in a folder can be reached only by those who may search it, listing aside.
  await unlessAborted(signal, lstat(below(root.real, Buffer.from(".")))).catch((error) => {
    signal.throwIfAborted();
    throw asSourceFailure(error, root.shown);
  });
  const alive = () => moved({ entries: 0, bytes: 0 });
  return { root, rules, offLimits: limits, sorted: false, look: lookOneByOne, signal, alive };
}

/** The same walk, with what the system says about the source's own folder as a Failure. */
export async function* walkSource(order: Walk): AsyncGenerator<Found> {
  try {
    yield* walk(order);
  } catch (error) {
    order.signal.throwIfAborted();
    if (isFailure(error)) throw error;
    throw asSourceFailure(error, order.root.shown);
  }
}
