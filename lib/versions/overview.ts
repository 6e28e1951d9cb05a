import { and, count, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { readMany, tables } from "#lib/db";
import type { FailureReport } from "#lib/failures";
import type { CaptureOutline, DeviceRecord } from "./schema.ts";

/** As many captures a row of a list draws. */
export const sparkCaptures = 20;

/**
 * How every device stands with its versions, by device id; a device without any attempt and any
 * version is not in it. Three queries, however many devices there are.
 */
export async function deviceRecords(ctx: Context): Promise<Map<string, DeviceRecord>> {
  allow(ctx, "version:read");
  const records = new Map<string, DeviceRecord>();
  const recordOf = (deviceId: string): DeviceRecord => {
    const found = records.get(deviceId) ?? { active: null, quarantined: 0, last: null };
    records.set(deviceId, found);
    return found;
  };
  for (const { deviceId, ...active } of await activeVersions(ctx)) {
    recordOf(deviceId).active = active;
  }
  for (const { deviceId, waiting } of await waitingQuarantines(ctx)) {
    recordOf(deviceId).quarantined = waiting;
  }
  for (const { deviceId, failure, ...last } of await newestCaptures(ctx)) {
    recordOf(deviceId).last = { ...last, failure: failure as FailureReport | null };
  }
  return records;
}

/** The newest captures of each of some devices, oldest first, as a row of bars shows them. */
export async function lastCapturesOf(
  ctx: Context,
  { deviceIds, limit = sparkCaptures }: { deviceIds: readonly string[]; limit?: number },
): Promise<Map<string, CaptureOutline[]>> {
  allow(ctx, "version:read");
  const { captures, devices } = tables;
  const { failure: _, ...fields } = outline();
  const rows = await ctx.db
    .select(fields)
    .from(devices)
    .innerJoin(captures, newestOf(ctx.db, limit))
    .where(inArray(devices.id, [...deviceIds]))
    .orderBy(captures.startedAt, captures.id);
  return Map.groupBy(rows, ({ deviceId }) => deviceId);
}

function activeVersions({ db }: Context) {
  const { deviceId, number, firstSeenAt, lastSeenAt, state } = tables.configVersions;
  return readMany({ deviceId, number, firstSeenAt, lastSeenAt }, (all) =>
    db.select({ all }).from(tables.configVersions).where(eq(state, "active")),
  );
}

function waitingQuarantines({ db }: Context) {
  const { deviceId, state, supersededAt } = tables.configVersions;
  return db
    .select({ deviceId, waiting: count() })
    .from(tables.configVersions)
    .where(and(eq(state, "quarantined"), isNull(supersededAt)))
    .groupBy(deviceId);
}

const outline = () => {
  const { id, deviceId, startedAt, endedAt, outcome, failure } = tables.captures;
  return { id, deviceId, startedAt, endedAt, outcome, failure };
};

function newestCaptures({ db }: Context) {
  const { captures, devices } = tables;
  return readMany(outline(), (all) =>
    db
      .select({ all })
      .from(devices)
      .innerJoin(captures, newestOf(db, 1))
      .where(isNull(devices.removedAt)),
  );
}

/** Looks a few up for each device, by the index, instead of ranking all captures there ever were. */
function newestOf(db: Context["db"], limit: number) {
  const { captures, devices } = tables;
  const newest = db
    .select({ id: sql`newest.id` })
    .from(sql`${captures} as newest`)
    .where(sql`newest.device_id = ${devices.id}`)
    .orderBy(desc(sql`newest.started_at`), desc(sql`newest.id`))
    .limit(limit);
  return inArray(captures.id, newest);
}
