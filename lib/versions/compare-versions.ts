import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import { findVersion } from "./read.ts";
import type { ComparedPart, Comparison, ConfigVersion } from "./schema.ts";
import { loadText } from "./texts.ts";
import { compareTexts, compareTextsRange, type SentText } from "./threads.ts";

/** Two versions, of whatever devices, by their ids. */
export interface VersionPair {
  a: string;
  b: string;
  /** Whether lines take part that differ although nobody changed anything. */
  withVolatile: boolean;
}

/**
 * Compares two versions by what counts as change on their platforms. What leaves here has its secrets
 * taken out by the rules of each side; whether a secret is another one is told, and not which.
 *
 * @throws Failure `not-found`, `text-damaged`, `text-work-ended`
 */
export async function compareVersions(ctx: Context, pair: VersionPair): Promise<Comparison> {
  allow(ctx, "version:read");
  return compareTexts(await read(ctx, pair));
}

/** Rows of the same comparison that were left out of it. */
export async function compareVersionsRange(
  ctx: Context,
  pair: VersionPair,
  range: { from: number; to: number },
): Promise<ComparedPart[]> {
  allow(ctx, "version:read");
  return compareTextsRange(await read(ctx, pair), range);
}

async function read(ctx: Context, { a, b, withVolatile }: VersionPair) {
  const [before, after] = [await mustFind(ctx, a), await mustFind(ctx, b)];
  return { a: await sent(ctx, before), b: await sent(ctx, after), withVolatile };
}

async function sent(ctx: Context, { platform, sha256 }: ConfigVersion): Promise<SentText> {
  return { platform, text: await loadText(ctx.db, sha256) };
}

async function mustFind(ctx: Context, id: string): Promise<ConfigVersion> {
  const version = await findVersion(ctx, id);
  if (!version) throw fail("not-found", { what: "version", name: id });
  return version;
}
