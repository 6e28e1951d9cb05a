import { and, desc, eq, inArray, isNotNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { fail } from "#lib/failures";
import { findPlatform, type Redacted, redact } from "#lib/platforms";
import type {
  CaptureFailure,
  CaptureSummary,
  ConfigVersion,
  Doubt,
  LastGood,
  VersionChange,
} from "./schema.ts";
import { loadText, unpackTranscript } from "./texts.ts";

/** As many versions or captures one page shows. */
export const versionsListMax = 200;

/** The versions of a device, newest first. */
export async function listVersions(
  ctx: Context,
  {
    deviceId,
    offset = 0,
    limit = versionsListMax,
  }: { deviceId: string; offset?: number; limit?: number },
): Promise<ConfigVersion[]> {
  allow(ctx, "version:read");
  const rows = await select(ctx)
    .where(eq(tables.configVersions.deviceId, deviceId))
    .orderBy(desc(tables.configVersions.number))
    .offset(offset)
    .limit(Math.min(limit, versionsListMax));
  return rows.map(versionOf);
}

/** One version; `null` where there is none of that id. */
export async function findVersion(ctx: Context, id: string): Promise<ConfigVersion | null> {
  allow(ctx, "version:read");
  const row = await select(ctx).where(eq(tables.configVersions.id, id)).get();
  return row ? versionOf(row) : null;
}

/** The platform of a device that gave a text, by the text's SHA-256; `null`: none is known to. */
export async function platformOfText(ctx: Context, sha256: string): Promise<string | null> {
  allow(ctx, "version:read");
  const row = await select(ctx).where(eq(tables.configVersions.sha256, sha256)).get();
  return row ? versionOf(row).platform : null;
}

/** Versions by their ids, in no order; ids of none give none. */
export async function findVersions(ctx: Context, ids: readonly string[]): Promise<ConfigVersion[]> {
  allow(ctx, "version:read");
  if (ids.length === 0) return [];
  return (await select(ctx).where(inArray(tables.configVersions.id, [...ids]))).map(versionOf);
}

/**
 * A version's text with its secrets taken out, as anybody who may read versions may see it.
 *
 * @throws Failure `not-found`, `text-damaged`
 */
export async function readRedacted(
  ctx: Context,
  { versionId }: { versionId: string },
): Promise<Redacted> {
  const version = await mustFind(ctx, versionId);
  return redact(findPlatform(version.platform), await loadText(ctx.db, version.sha256));
}

/**
 * A version's text as the device gave it, secrets and all.
 *
 * @throws Failure `forbidden`, `not-found`, `text-damaged`
 */
export async function readText(
  ctx: Context,
  { versionId }: { versionId: string },
): Promise<string> {
  allow(ctx, "version:reveal");
  const version = await mustFind(ctx, versionId);
  return loadText(ctx.db, version.sha256);
}

/**
 * A stored text by its name, for archives.
 *
 * @throws Failure `forbidden`, `not-found`, `text-damaged`
 */
export async function readStored(ctx: Context, { sha256 }: { sha256: string }): Promise<string> {
  allow(ctx, "version:reveal");
  return loadText(ctx.db, sha256);
}

/** The newest reliable text of each device that has one, by device id. */
export async function lastGood(
  ctx: Context,
  deviceIds: readonly string[],
): Promise<Map<string, LastGood>> {
  allow(ctx, "version:read");
  const rows = await select(ctx).where(
    and(
      inArray(tables.configVersions.deviceId, [...deviceIds]),
      eq(tables.configVersions.state, "active"),
    ),
  );
  return new Map(
    rows.map(({ version, text }) => {
      const { id: versionId, number, sha256, hostname, firstSeenAt, lastSeenAt: seenAt } = version;
      const { bytes } = text;
      const good = { versionId, number, sha256, bytes, hostname, firstSeenAt, seenAt };
      return [version.deviceId, good];
    }),
  );
}

/** The last attempts at a device, newest first. */
export async function listCaptures(
  ctx: Context,
  { deviceId, limit = versionsListMax }: { deviceId: string; limit?: number },
): Promise<CaptureSummary[]> {
  allow(ctx, "version:read");
  const rows = await ctx.db
    .select()
    .from(tables.captures)
    .where(eq(tables.captures.deviceId, deviceId))
    .orderBy(desc(tables.captures.startedAt), desc(tables.captures.id))
    .limit(Math.min(limit, versionsListMax));
  return rows.map(({ transcript: _, deviceId: _device, ...row }) => ({
    ...row,
    failure: row.failure as CaptureFailure | null,
  }));
}

/** What went over the line in the last attempt at a device; `null`: there was none. */
export async function lastTranscript(
  ctx: Context,
  { deviceId }: { deviceId: string },
): Promise<string | null> {
  allow(ctx, "version:read");
  const { captures } = tables;
  const of = and(eq(captures.deviceId, deviceId), isNotNull(captures.transcript));
  const row = await ctx.db.select().from(captures).where(of).get();
  return row?.transcript ? unpackTranscript(row.transcript) : null;
}

export function select({ db }: Context) {
  const { configVersions: version, configTexts } = tables;
  const text = { bytes: configTexts.bytes, lines: configTexts.lines };
  return db
    .select({ version, text })
    .from(version)
    .innerJoin(configTexts, eq(configTexts.sha256, version.sha256));
}

export function versionOf({
  version,
  text,
}: {
  version: typeof tables.configVersions.$inferSelect;
  text: { bytes: number; lines: number };
}): ConfigVersion {
  const { normalSha256: _, doubts, change, ...rest } = version;
  const read = { doubts: (doubts as Doubt[] | null) ?? [], change: change as VersionChange | null };
  return { ...rest, ...text, ...read };
}

async function mustFind(ctx: Context, id: string): Promise<ConfigVersion> {
  const version = await findVersion(ctx, id);
  if (!version) throw fail("not-found", { what: "version", name: id });
  return version;
}
