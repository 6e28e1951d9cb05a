import { and, eq, inArray, isNull, max, or } from "drizzle-orm";
import type { Context } from "#lib/context";
import { type Transaction, tables } from "#lib/db";

export type Version = typeof tables.configVersions.$inferSelect;

/** What a device's next text is held against. */
export interface Known {
  /** `null`: it never gave one. */
  active: Version | null;
  /** Quarantined texts that wait for a person. */
  waiting: Version[];
  /** The highest number given so far. */
  number: number;
}

const nothing: Known = { active: null, waiting: [], number: 0 };

/** What is known of each of these devices, in two queries however many there are. */
export async function readKnown(
  db: Context["db"] | Transaction,
  deviceIds: readonly string[],
): Promise<(deviceId: string) => Known> {
  const { configVersions } = tables;
  const of = inArray(configVersions.deviceId, [...deviceIds]);
  const { state, supersededAt, deviceId, number } = configVersions;
  const open = or(eq(state, "active"), and(eq(state, "quarantined"), isNull(supersededAt)));
  const rows = await db.select().from(configVersions).where(and(of, open));
  const numbers = await db
    .select({ deviceId, number: max(number) })
    .from(configVersions)
    .where(of)
    .groupBy(deviceId);
  const versions = Map.groupBy(rows, (row) => row.deviceId);
  const known = new Map(
    numbers.map((each): [string, Known] => {
      const own = versions.get(each.deviceId) ?? [];
      const active = own.find((version) => version.state === "active") ?? null;
      const waiting = own.filter((version) => version.state === "quarantined");
      return [each.deviceId, { active, waiting, number: each.number ?? 0 }];
    }),
  );
  return (id) => known.get(id) ?? nothing;
}
