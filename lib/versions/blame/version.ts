import { and, desc, eq, inArray, lte, ne, or } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { fail } from "#lib/failures";
import type { PackedText } from "../packed.ts";
import { findVersion, select, versionOf } from "../read.ts";
import type { Blame, BlamedVersion, ConfigVersion } from "../schema.ts";
import { traceInThread } from "../threads.ts";
import type { TracedRun } from "./lines.ts";

/** As many versions are looked back; their texts go to the thread together, packed. */
export const blameVersionsMax = 200;
/** As much do they unpack to altogether, one after another. */
const blameBytesMax = 64_000_000;

/**
 * Tells of each line of a version which version brought it: itself, or one of those before it that
 * were believed. No text is in the answer, and so no secret.
 *
 * @throws Failure `not-found`, `text-damaged`, `text-work-ended`
 */
export async function blameVersion(
  ctx: Context,
  { versionId }: { versionId: string },
  bounds = { versions: blameVersionsMax, bytes: blameBytesMax },
): Promise<Blame> {
  allow(ctx, "version:read");
  const version = await findVersion(ctx, versionId);
  if (!version) throw fail("not-found", { what: "version", name: versionId });
  const known = await believedUpTo(ctx, version, bounds.versions + 1);
  const chain = known.slice(0, withinBounds(known, bounds));
  const hasOlder = chain.length < known.length;
  const traced = await traceInThread(await pack(ctx, chain), hasOlder);
  if (traced.looked === 0) throw fail("text-damaged", { sha256: version.sha256 });
  const isOpen = traced.runs.some(({ by }) => by === "older");
  return {
    runs: traced.runs.map(({ by, ...run }) => ({ ...run, by: numberOf(by, chain) })),
    versions: broughtBy(traced.runs, known),
    ended: isOpen
      ? { at: chain[traced.looked - 1]?.number ?? version.number, why: traced.ended ?? "far" }
      : null,
    coarse: traced.coarse,
  };
}

/** The version and those before it that were believed, newest first. */
async function believedUpTo(
  ctx: Context,
  { id, deviceId, number }: ConfigVersion,
  limit: number,
): Promise<ConfigVersion[]> {
  const { configVersions: version } = tables;
  const isBelieved = or(eq(version.id, id), ne(version.state, "quarantined"));
  const rows = await select(ctx)
    .where(and(eq(version.deviceId, deviceId), lte(version.number, number), isBelieved))
    .orderBy(desc(version.number))
    .limit(limit);
  return rows.map(versionOf);
}

/** How many of them may be looked at; the version itself always. */
function withinBounds(
  versions: readonly ConfigVersion[],
  bounds: { versions: number; bytes: number },
): number {
  let bytes = 0;
  const beyond = versions.findIndex((each, index) => {
    bytes += each.bytes;
    return index > 0 && (index >= bounds.versions || bytes > bounds.bytes);
  });
  return beyond < 0 ? versions.length : beyond;
}

async function pack({ db }: Context, chain: readonly ConfigVersion[]): Promise<PackedText[]> {
  const { configTexts } = tables;
  const sha256s = [...new Set(chain.map(({ sha256 }) => sha256))];
  const rows = await db
    .select({ sha256: configTexts.sha256, deflated: configTexts.deflated })
    .from(configTexts)
    .where(inArray(configTexts.sha256, sha256s));
  const deflated = new Map(rows.map((row) => [row.sha256, row.deflated]));
  return chain.map(({ id, platform, sha256 }) => {
    return { id, platform, sha256, deflated: deflated.get(sha256) ?? new Uint8Array() };
  });
}

function numberOf(by: TracedRun["by"], chain: readonly ConfigVersion[]) {
  return typeof by === "number" ? (chain[by]?.number ?? "older") : by;
}

/** Those that brought a line, newest first, each with the one before it. */
function broughtBy(runs: readonly TracedRun[], known: readonly ConfigVersion[]): BlamedVersion[] {
  const places = new Set(runs.map(({ by }) => by));
  return known.flatMap(({ id, number, firstSeenAt }, place) => {
    if (!places.has(place)) return [];
    const before = known[place + 1];
    const earlier = before ? { id: before.id, number: before.number } : null;
    return [{ id, number, firstSeenAt, before: earlier }];
  });
}
