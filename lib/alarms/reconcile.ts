import { eq, isNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { kindsOfAlarm } from "./kinds.ts";
import { readRules } from "./rules.ts";
import type { AlarmKind, AlarmRules, Sign } from "./schema.ts";

type AlarmRow = typeof tables.alarms.$inferSelect;

/**
 * Makes the open alarms of some kinds what the signs say: opens, changes and closes them. A sign
 * below its rule's measure is no alarm. What has grown worse since somebody took it rings anew.
 *
 * @param kinds those that were looked for; alarms of others stay as they are
 * @returns how many were opened, and how many closed
 */
// check: no-audit: what is found is no change that a person made; the list of alarms is its record.
export async function reconcile(
  ctx: Context,
  { signs, kinds }: { signs: readonly Sign[]; kinds: readonly AlarmKind[] },
): Promise<{ opened: number; closed: number }> {
  allow(ctx, "alarm:watch");
  const now = ctx.clock.now();
  return write(ctx.db, async (tx) => {
    const rules = await readRules(tx);
    const due = new Map(signs.filter((sign) => isDue(sign, rules)).map((sign) => [sign.key, sign]));
    const open = await tx
      .select()
      .from(tables.alarms)
      .where(isNull(tables.alarms.closedAt))
      .then((rows) => rows.filter(({ kind }) => kinds.includes(kind as AlarmKind)));
    let changed = 0;
    const gone = open.filter(({ key }) => !due.has(key));
    for (const row of gone) await close(tx, row, { signs, now });
    for (const row of open) {
      const sign = due.get(row.key);
      if (sign && (await update(tx, row, { sign, now }))) changed += 1;
      due.delete(row.key);
    }
    const opened = [...due.values()].map((sign) => rowOf(sign, now));
    if (opened.length > 0) await tx.insert(tables.alarms).values(opened);
    if (opened.length + gone.length + changed > 0) {
      await emit(tx, { at: now, kind: "alarm.changed", subjectId: "alarms", data: {} });
    }
    return { opened: opened.length, closed: gone.length };
  });
}

/** Whether a sign has come to what its rule calls an alarm. */
export function isDue({ kind, measure }: Sign, rules: AlarmRules): boolean {
  if (measure === undefined) return true;
  const { after } = rules[kind];
  return kindsOfAlarm[kind].measure?.most ? measure <= after : measure >= after;
}

function rowOf({ measure: _, ...sign }: Sign, openedAt: Date) {
  return { id: newId(), ...sign, openedAt };
}

async function close(
  tx: Transaction,
  { id, key, toldAt }: AlarmRow,
  { signs, now }: { signs: readonly Sign[]; now: Date },
): Promise<void> {
  const still = signs.some((sign) => sign.key === key);
  const closedBecause = still ? "the rule was changed" : "it is no more";
  const endToldAt = toldAt ? null : now; // of what nobody heard nobody has to hear the end
  const set = { closedAt: now, closedBecause, endToldAt };
  await tx.update(tables.alarms).set(set).where(eq(tables.alarms.id, id));
}

/** @returns whether anything of it is new */
async function update(
  tx: Transaction,
  row: AlarmRow,
  { sign, now }: { sign: Sign; now: Date },
): Promise<boolean> {
  const { measure: _, ...seen } = sign;
  const known = new Set(row.subjects);
  const grew = seen.subjects.some((name) => !known.has(name));
  const escalated = seen.severity === "failure" && row.severity === "warning";
  const isSame =
    !grew &&
    !escalated &&
    seen.title === row.title &&
    seen.consequence === row.consequence &&
    seen.severity === row.severity;
  if (isSame) return false;
  const anew = escalated || (grew && row.acknowledgedAt !== null);
  await tx
    .update(tables.alarms)
    .set({ ...seen, ...(anew ? ringsAnew(now) : {}) })
    .where(eq(tables.alarms.id, row.id));
  return true;
}

function ringsAnew(now: Date) {
  return {
    worsenedAt: now,
    ...{ acknowledgedAt: null, acknowledgedBy: null, comment: null },
  };
}
