import { eq } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { readSetting, writeSetting } from "#lib/settings";
import type { Pruned } from "#lib/vault";
import type { VaultOwner } from "../vault/owners.ts";
import { countBin } from "./count.ts";
import { leaveWhenDue } from "./leave.ts";
import { pruneIfDue } from "./prune-due.ts";
import { inBin } from "./read.ts";

const dayMs = 86_400_000;
/** From one look to the next so much counts as waiting at most; without a worker, runs look daily. */
const countedMsMax = 1.25 * dayMs;
/** How often the time of the last look is remembered. */
const rememberMs = 3_600_000;

/** What looking after the bin came to. */
export interface Tended {
  /** How many archives left the bin. */
  left: number;
  /** `null`: there was nothing to prune. */
  pruned: Pruned | null;
}

/**
 * Looks after the bin: lets leave what has waited long enough, frees what nothing needs any more,
 * and counts what the rest would free. Goes on beside runs.
 *
 * @throws Failure `archive-damaged` (nothing is freed then), disk failures; the signal's reason
 */
export async function tendBin(
  ctx: Context,
  by: { me: VaultOwner; signal: AbortSignal },
): Promise<Tended> {
  allow(ctx, "run:work");
  await countWaiting(ctx);
  const left = await leaveWhenDue(ctx);
  const pruned = await pruneIfDue(ctx, by);
  await countBin(ctx, by.signal);
  return { left, pruned };
}

/**
 * Of a long time in which nobody looked after the bin only the first day counts as waiting: while the
 * machine is off nobody could take anything back, and a clock that was set ahead must not empty it.
 * Nor does one that was set back make anything wait longer than the days that are set.
 */
// check: no-audit: the worker's own book-keeping.
async function countWaiting(ctx: Context): Promise<void> {
  allow(ctx, "run:work");
  const now = ctx.clock.now();
  const last = await readSetting(ctx.db, "binTendedAt");
  const passedMs = last === null ? 0 : now.getTime() - Date.parse(last);
  if (last !== null && passedMs >= 0 && passedMs < rememberMs) return;
  await write(ctx.db, async (tx) => {
    const latest = now.getTime() + (await readSetting(tx, "binDays")) * dayMs;
    for (const { id, binUntil } of await inBin({ db: tx })) {
      const at = binUntil?.getTime() ?? latest;
      const until = untilAfter(at, passedMs, latest);
      if (until === at) continue;
      const set = { binUntil: new Date(until) };
      await tx.update(tables.archives).set(set).where(eq(tables.archives.id, id));
    }
    await writeSetting(tx, "binTendedAt", { value: now.toISOString(), at: now });
  });
}

function untilAfter(at: number, passedMs: number, latest: number): number {
  if (passedMs < 0) return Math.min(at, latest);
  if (passedMs <= countedMsMax) return at;
  return Math.min(at + passedMs - countedMsMax, Math.max(at, latest));
}
