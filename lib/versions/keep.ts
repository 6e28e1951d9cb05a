import { and, inArray, isNotNull, sql } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, type Transaction, tables, write } from "#lib/db";
import { emitAll } from "#lib/events";
import type { Platform } from "#lib/platforms";
import { changeSince } from "./change.ts";
import { readKnown } from "./known.ts";
import { type Placed, place } from "./placed.ts";
import type { CaptureFailure, Doubt, VersionChange } from "./schema.ts";
import { type NamedText, nameText, packText, packTranscript, storeTexts } from "./texts.ts";

/** What one attempt at a device gave. */
export interface CaptureResult {
  deviceId: string;
  runId: string | null;
  /** `null`: it failed before it was known. */
  platform: Platform | null;
  startedAt: Date;
  endedAt: Date;
  /** What went over the line, without secrets. */
  transcript: string;
  given:
    | { kind: "accepted"; text: string; hostname: string | null }
    | { kind: "doubtful"; text: string; hostname: string | null; doubts: readonly Doubt[] }
    | { kind: "failed"; failure: CaptureFailure };
}

/** What became of it. */
export interface Kept {
  deviceId: string;
  outcome: "kept" | "unchanged" | "quarantined" | "failed";
  /** `null`: it failed. */
  versionId: string | null;
  /** `null`: it failed. */
  number: number | null;
}

/**
 * Keeps what attempts at devices gave, each device at most once, all in one transaction: a version
 * is begun where the text changed with volatile lines set aside, seen once more where it did not,
 * and put aside where it is doubted. A failure leaves the versions as they are.
 *
 * @param together written in the same transaction; what it throws takes everything back
 */
// check: no-audit: what devices say is no act of a person; the run that asked stands in the trail.
export async function keepCaptures(
  ctx: Context,
  results: readonly CaptureResult[],
  together?: (tx: Transaction, kept: readonly Kept[]) => Promise<void>,
): Promise<Kept[]> {
  allow(ctx, "version:keep");
  const ids = results.map(({ deviceId }) => deviceId);
  if (new Set(ids).size < ids.length) throw new Error("A device is kept once at a time.");
  const packed = await pack(ctx, results);
  return write(ctx.db, async (tx) => {
    const known = await readKnown(tx, ids);
    const placed = packed.map(({ result, text, counted }) =>
      place(result, text, { known: known(result.deviceId), counted }),
    );
    await storeVersions(tx, placed);
    await storeCaptures(tx, packed, placed);
    const kept = placed.map(({ result, outcome, version }) => {
      const { id: versionId = null, number = null } = version ?? {};
      return { deviceId: result.deviceId, outcome, versionId, number };
    });
    await together?.(tx, kept);
    return kept;
  });
}

interface Packed {
  result: CaptureResult;
  /** `null`: it failed. */
  text: NamedText | null;
  /** `null`: nothing began, or nothing was before. */
  counted: VersionChange | null;
  transcript: Buffer;
}

/** Names every text, packs those that are new and counts what they changed, one after the other: each packer takes memory. */
async function pack(ctx: Context, results: readonly CaptureResult[]): Promise<Packed[]> {
  const known = await readKnown(
    ctx.db,
    results.map(({ deviceId }) => deviceId),
  );
  const packed: Packed[] = [];
  for (const result of results) {
    const { platform, given } = result;
    const text = platform && given.kind !== "failed" ? nameText(platform, given.text) : null;
    const before = known(result.deviceId);
    let counted: VersionChange | null = null;
    if (text && platform && place(result, text, { known: before }).begins) {
      await packText(text);
      const after = { platform, text: text.content.toString() };
      counted = await changeSince(ctx.db, before.active, after);
    }
    packed.push({ result, text, counted, transcript: await packTranscript(result.transcript) });
  }
  return packed;
}

async function storeVersions(tx: Transaction, placed: readonly Placed[]): Promise<void> {
  const { configVersions } = tables;
  const ids = (of: (each: Placed) => string | null) => placed.flatMap((each) => of(each) ?? []);
  const change = async (chosen: string[], set: Parameters<ReturnType<typeof update>["set"]>[0]) => {
    if (chosen.length > 0) await update(tx).set(set).where(inArray(configVersions.id, chosen));
  };
  const at = new Date(Math.max(...placed.map(({ result }) => result.endedAt.getTime())));
  const superseded = placed.flatMap((each) => each.superseded);
  await change(superseded, { supersededAt: at });
  const timesSeen = sql`${configVersions.timesSeen} + 1`;
  await change(
    ids(({ seen }) => seen),
    { lastSeenAt: at, timesSeen },
  );
  await change(
    ids(({ past }) => past),
    { state: "past" },
  );
  const begins = placed.flatMap((each) => each.begins ?? []);
  await storeTexts(
    tx,
    begins.map(({ text }) => text),
  );
  const versions = begins.map(({ version }) => version);
  if (versions.length > 0) await tx.insert(configVersions).values(versions);
}

function update(tx: Transaction) {
  return tx.update(tables.configVersions);
}

async function storeCaptures(
  tx: Transaction,
  packed: readonly Packed[],
  placed: readonly Placed[],
): Promise<void> {
  const { captures } = tables;
  const devices = packed.map(({ result }) => result.deviceId);
  // Only the last attempt's transcript is of use.
  const older = and(inArray(captures.deviceId, devices), isNotNull(captures.transcript));
  await tx.update(captures).set({ transcript: null }).where(older);
  const rows = placed.map(({ result, outcome, version }, index) => {
    const { deviceId, runId, startedAt, endedAt, given } = result;
    const failure = given.kind === "failed" ? given.failure : null;
    const { transcript = null } = packed[index] ?? {};
    const versionId = version?.id ?? null;
    const row = { id: newId(), deviceId, runId, startedAt, endedAt };
    return { ...row, outcome, versionId, failure, transcript };
  });
  await tx.insert(captures).values(rows);
  const events = placed.map(({ result, outcome, version }) => {
    const { deviceId, endedAt: at } = result;
    const data = { deviceId, outcome, number: version?.number ?? null };
    return { at, kind: "device.captured" as const, subjectId: deviceId, data };
  });
  await emitAll(tx, events);
}
