import { and, asc, eq, gt, isNotNull, isNull, max } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { isFailure } from "#lib/failures";
import { queueMessage } from "#lib/notify";
import type { Message } from "#lib/notify/schema";
import { readSetting, writeSetting } from "#lib/settings";
import { compareVersions } from "#lib/versions";
import type { ComparedRow } from "#lib/versions/schema";
import { readSummaries } from "../rules.ts";
import { counted, listNames } from "../words.ts";
import { chosen } from "./send.ts";

/** As many new versions are looked at at once; more are told of in the next message. */
const versionsMax = 500;
/** As many lines of the first device stand in the message. */
const linesMax = 12;

/**
 * Queues one message about configurations that changed since the last one, with the first changed
 * lines of the first device, secrets taken out. Nothing where no channel is chosen.
 */
// check: no-audit: the delivery log is the record of what was sent.
export async function tellChanges(ctx: Context): Promise<void> {
  allow(ctx, "alarm:watch");
  const { changes } = await readSummaries(ctx.db);
  const since = await readSetting(ctx.db, "changesToldUntil");
  const versions = since === null ? [] : await newVersions(ctx, since);
  const last = versions.at(-1)?.id ?? (since === null ? await newestVersion(ctx) : null);
  if (last === null) return;
  const isWanted = changes.channels === "all" || changes.channels.length > 0;
  const message = isWanted && versions.length > 0 ? await messageOf(ctx, versions) : null;
  const now = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    await writeSetting(tx, "changesToldUntil", { value: last, at: now });
    if (!message) return;
    const channelIds = await chosen(tx, changes.channels);
    await queueMessage(tx, { channelIds, message, alarmKey: null, now });
  });
}

interface NewVersion {
  id: string;
  deviceId: string;
  device: string;
  number: number;
}

/** Versions after one id that took the place of another, the oldest first. */
function newVersions({ db }: Context, since: string): Promise<NewVersion[]> {
  const { configVersions, devices } = tables;
  const { id, deviceId, number, change, state } = configVersions;
  return db
    .select({ id, deviceId, device: devices.name, number })
    .from(configVersions)
    .innerJoin(devices, and(eq(devices.id, deviceId), isNull(devices.removedAt)))
    .where(and(gt(id, since), isNotNull(change), eq(state, "active")))
    .orderBy(asc(id))
    .limit(versionsMax);
}

async function newestVersion({ db }: Context): Promise<string> {
  const row = await db
    .select({ id: max(tables.configVersions.id) })
    .from(tables.configVersions)
    .get();
  return row?.id ?? "0"; // before the first
}

async function messageOf(ctx: Context, versions: readonly NewVersion[]): Promise<Message | null> {
  const [first, ...others] = versions;
  if (!first) return null;
  const names = [...new Set(versions.map(({ device }) => device))];
  const isAlone = others.length === 0;
  const { excerpt, counts } = await linesOf(ctx, first);
  return {
    kind: "change",
    severity: "info",
    title: isAlone
      ? `${first.device}: configuration changed`
      : `${counted(names.length, "device")}: configuration changed`,
    consequence: isAlone ? counts : `${listNames(names)}. Of ${first.device}: ${counts}`,
    next: isAlone
      ? { words: "Compare", path: `/devices/${first.deviceId}` }
      : { words: "See the configurations", path: "/configs" },
    facts: [],
    excerpt,
    at: ctx.clock.now().toISOString(),
  };
}

async function linesOf(ctx: Context, { id, deviceId, number }: NewVersion) {
  const nothing = { excerpt: [], counts: `Version ${number} is active.` };
  const { configVersions } = tables;
  const before = await ctx.db
    .select({ id: configVersions.id })
    .from(configVersions)
    .where(and(eq(configVersions.deviceId, deviceId), eq(configVersions.number, number - 1)))
    .get();
  if (!before) return nothing;
  try {
    const { parts, added, removed } = await compareVersions(ctx, {
      ...{ a: before.id, b: id, withVolatile: false },
    });
    const rows = parts.flatMap((part) => (part.kind === "section" ? part.rows : []));
    const lines = rows.flatMap(changedLines);
    const counts = `${counted(added, "line")} added, ${removed} removed; version ${number} is active.`;
    return { excerpt: lines.slice(0, linesMax), counts };
  } catch (error) {
    if (isFailure(error)) return nothing; // the device's page says what is wrong with the text
    throw error;
  }
}

/** A changed row as lines of a diff. */
function changedLines({ kind, a, b }: ComparedRow): string[] {
  if (kind === "same") return [];
  return [...(a ? [`- ${a.text}`] : []), ...(b ? [`+ ${b.text}`] : [])];
}
