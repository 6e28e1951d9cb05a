import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import type { Platform } from "#lib/platforms";
import type { CaptureFailure, Doubt } from "./schema.ts";
import { type PackedText, packText, packTranscript, storeText } from "./texts.ts";

type Version = typeof tables.configVersions.$inferSelect;

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
 * Keeps what attempts at devices gave, all in one transaction: a version is begun where the text
 * changed with volatile lines set aside, seen once more where it did not, and put aside where it is
 * doubted. A failure leaves the versions as they are.
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
  const packed = await Promise.all(results.map(pack));
  return write(ctx.db, async (tx) => {
    const kept: Kept[] = [];
    for (const each of packed) kept.push(await keepOne(tx, each));
    await together?.(tx, kept);
    return kept;
  });
}

interface Packed {
  result: CaptureResult;
  /** `null`: it failed. */
  text: PackedText | null;
  transcript: Buffer;
}

async function pack(result: CaptureResult): Promise<Packed> {
  const { given, platform } = result;
  return {
    result,
    text: given.kind === "failed" ? null : await packText(known(platform), given.text),
    transcript: await packTranscript(result.transcript),
  };
}

function known(platform: Platform | null): Platform {
  if (!platform) throw new Error("A text came from a device of no platform.");
  return platform;
}

async function keepOne(tx: Transaction, { result, text, transcript }: Packed): Promise<Kept> {
  const { deviceId, given, runId, startedAt, endedAt } = result;
  let outcome: Kept["outcome"] = "failed";
  let version: Version | null = null;
  if (text && given.kind === "accepted") {
    ({ outcome, version } = await keepGood(tx, { result, text, hostname: given.hostname }));
  } else if (text && given.kind === "doubtful") {
    version = await quarantine(tx, { result, text, given });
    outcome = "quarantined";
  }
  // Only the last attempt's transcript is of use.
  await tx
    .update(tables.captures)
    .set({ transcript: null })
    .where(and(eq(tables.captures.deviceId, deviceId), isNotNull(tables.captures.transcript)));
  const failure = given.kind === "failed" ? given.failure : null;
  const versionId = version?.id ?? null;
  const row = { id: newId(), deviceId, runId, startedAt, endedAt };
  await tx.insert(tables.captures).values({ ...row, outcome, versionId, failure, transcript });
  const number = version?.number ?? null;
  const data = { deviceId, outcome, number };
  await emit(tx, { at: endedAt, kind: "device.captured", subjectId: deviceId, data });
  return { deviceId, outcome, versionId, number };
}

/** A text that may be relied on: the same once more, or a new version. */
async function keepGood(
  tx: Transaction,
  { result, text, hostname }: { result: CaptureResult; text: PackedText; hostname: string | null },
): Promise<{ outcome: "kept" | "unchanged"; version: Version }> {
  const { deviceId, endedAt } = result;
  const of = eq(tables.configVersions.deviceId, deviceId);
  const waiting = and(
    of,
    eq(tables.configVersions.state, "quarantined"),
    isNull(tables.configVersions.supersededAt),
  );
  await tx.update(tables.configVersions).set({ supersededAt: endedAt }).where(waiting);
  const active = await tx
    .select()
    .from(tables.configVersions)
    .where(and(of, eq(tables.configVersions.state, "active")))
    .get();
  if (active?.normalSha256 === text.normalSha256 && active.origin === "device") {
    return { outcome: "unchanged", version: await seeAgain(tx, active, endedAt) };
  }
  if (active) await makePast(tx, active);
  const version = await beginVersion(tx, { result, text, hostname, state: "active", doubts: null });
  return { outcome: "kept", version };
}

async function quarantine(
  tx: Transaction,
  {
    result,
    text,
    given,
  }: {
    result: CaptureResult;
    text: PackedText;
    given: { hostname: string | null; doubts: readonly Doubt[] };
  },
): Promise<Version> {
  const waiting = await tx
    .select()
    .from(tables.configVersions)
    .where(
      and(
        eq(tables.configVersions.deviceId, result.deviceId),
        eq(tables.configVersions.state, "quarantined"),
        isNull(tables.configVersions.supersededAt),
        eq(tables.configVersions.normalSha256, text.normalSha256),
      ),
    )
    .get();
  if (waiting) return seeAgain(tx, waiting, result.endedAt);
  const { hostname, doubts } = given;
  return beginVersion(tx, { result, text, hostname, state: "quarantined", doubts });
}

async function seeAgain(tx: Transaction, version: Version, at: Date): Promise<Version> {
  const seen = { lastSeenAt: at, timesSeen: version.timesSeen + 1 };
  await tx.update(tables.configVersions).set(seen).where(eq(tables.configVersions.id, version.id));
  return { ...version, ...seen };
}

export async function makePast(tx: Transaction, version: { id: string }): Promise<void> {
  const past = { state: "past" as const };
  await tx.update(tables.configVersions).set(past).where(eq(tables.configVersions.id, version.id));
}

/** Begins a version. A text that returns is a new version that points to the same stored text. */
export async function beginVersion(
  tx: Transaction,
  made: {
    result: Pick<CaptureResult, "deviceId" | "platform" | "endedAt">;
    text: PackedText;
    hostname: string | null;
    state: Version["state"];
    doubts: readonly Doubt[] | null;
    origin?: Version["origin"];
  },
): Promise<Version> {
  const { result, text, hostname, state, doubts, origin = "device" } = made;
  const { deviceId, platform, endedAt } = result;
  await storeText(tx, text);
  const row: Version = {
    id: newId(),
    ...{ deviceId, number: await nextNumber(tx, deviceId), state, origin, hostname, doubts },
    platform: known(platform).id,
    sha256: text.sha256,
    normalSha256: text.normalSha256,
    ...{ firstSeenAt: endedAt, lastSeenAt: endedAt, timesSeen: 1 },
    ...{ acceptedBy: null, acceptedWhy: null, supersededAt: null },
  };
  await tx.insert(tables.configVersions).values(row);
  return row;
}

async function nextNumber(tx: Transaction, deviceId: string): Promise<number> {
  const last = await tx
    .select({ number: tables.configVersions.number })
    .from(tables.configVersions)
    .where(eq(tables.configVersions.deviceId, deviceId))
    .orderBy(desc(tables.configVersions.number))
    .limit(1)
    .get();
  return (last?.number ?? 0) + 1;
}
