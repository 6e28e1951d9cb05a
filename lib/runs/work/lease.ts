import { and, desc, eq, gt, isNull, ne } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { type Database, giveUpReserve, newId, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { asDiskFailure, fail } from "#lib/failures";
import { foldersAround, readSetting, writeSetting } from "#lib/settings";
import { holdLock, isLockHeld, type WorkerLock } from "./lock.ts";

/** A worker that does not renew its lease for this long counts as dead … */
export const leaseMs = 15_000;
/** … and a living one renews it this often. */
export const leaseRenewMs = 5_000;

/** A worker that holds the installation's one lease. */
export interface Shift {
  owner: string;
  /** Larger than that of every worker before. */
  term: number;
  /** Keeps the lease. @throws Failure `lease-lost` when another worker has taken over */
  renew(): Promise<void>;
  /** Gives the lease back. */
  end(): Promise<void>;
}

/** A worker as others see it. */
export interface SeenWorker {
  owner: string;
  pid: number;
  since: Date;
  alive: boolean;
  leaseUntil: Date;
}

/**
 * Begins to work, if nobody else does: takes the lock file and the lease with the next term.
 *
 * @returns `null` while another worker is alive; ask again later
 */
// check: no-audit: a lease is no change that a person made; the event tells the pages.
export async function beginShift(
  ctx: Context,
  process: { pid: number; host: string },
): Promise<Shift | null> {
  allow(ctx, "run:work");
  const living = await seeWorker(ctx.db, ctx.clock.now());
  if (living?.alive) return null;
  const owner = newId();
  const lock = await takeLock(ctx.db, owner);
  const term = await takeLease(ctx, { owner, deadOwner: living?.owner ?? null, ...process });
  if (term === null) {
    lock.release();
    return null;
  }
  return asShift(ctx, { owner, term, lock });
}

/** Takes the lock file; on a full disk the reserve makes room for it. */
async function takeLock(db: Database, owner: string): Promise<WorkerLock> {
  const { locks } = foldersAround(db);
  try {
    return holdLock(locks, owner);
  } catch (error) {
    if (!(await giveUpReserve(db))) throw asDiskFailure(error, locks);
    return holdLock(locks, owner);
  }
}

/** The newest worker that has not said goodbye; `null` when there is none. */
export async function seeWorker(db: Database, now: Date): Promise<SeenWorker | null> {
  const row = await db
    .select()
    .from(tables.workers)
    .where(isNull(tables.workers.endedAt))
    .orderBy(desc(tables.workers.term))
    .limit(1)
    .get();
  if (!row) return null;
  const held = isLockHeld(foldersAround(db).locks, row.id);
  const alive = held && row.leaseUntil > now;
  const { id: owner, pid, startedAt: since, leaseUntil } = row;
  return { owner, pid, since, alive, leaseUntil };
}

/** Takes the lease unless a worker other than the one known to be dead holds it; gives the new term. */
// check: no-audit: part of beginShift.
function takeLease(
  ctx: Context,
  worker: { owner: string; deadOwner: string | null; pid: number; host: string },
): Promise<number | null> {
  return write(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    const open = and(isNull(tables.workers.endedAt), gt(tables.workers.leaseUntil, now));
    const others = await tx.select().from(tables.workers).where(open);
    if (others.some((other) => other.id !== worker.deadOwner)) return null;
    await tx.update(tables.workers).set({ endedAt: now }).where(isNull(tables.workers.endedAt));
    const term = (await readSetting(tx, "workerTerm")) + 1;
    await writeSetting(tx, "workerTerm", { value: term, at: now });
    await tx.insert(tables.workers).values({
      id: worker.owner,
      term,
      pid: worker.pid,
      host: worker.host,
      startedAt: now,
      leaseUntil: new Date(now.getTime() + leaseMs),
    });
    const data = { alive: true };
    await emit(tx, { at: now, kind: "worker.changed", subjectId: worker.owner, data });
    return term;
  });
}

function asShift(
  ctx: Context,
  { owner, term, lock }: { owner: string; term: number; lock: WorkerLock },
): Shift {
  return {
    owner,
    term,
    renew: () => renewLease(ctx, { owner, term }),
    end: async () => {
      await endLease(ctx, owner).finally(() => lock.release());
    },
  };
}

/** Renews the worker's lease and that of its runs in one go. */
// check: no-audit: a heartbeat, every few seconds.
async function renewLease(ctx: Context, { owner, term }: { owner: string; term: number }) {
  await write(ctx.db, async (tx) => {
    if ((await readSetting(tx, "workerTerm")) !== term) throw fail("lease-lost", {});
    const leaseUntil = new Date(ctx.clock.now().getTime() + leaseMs);
    await tx.update(tables.workers).set({ leaseUntil }).where(eq(tables.workers.id, owner));
    const mine = and(eq(tables.runs.owner, owner), isNull(tables.runs.endedAt));
    await tx.update(tables.runs).set({ leaseUntil }).where(mine);
  });
}

// check: no-audit: part of a shift's end.
async function endLease(ctx: Context, owner: string): Promise<void> {
  await write(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    await tx.update(tables.workers).set({ endedAt: at }).where(eq(tables.workers.id, owner));
    const data = { alive: false };
    await emit(tx, { at, kind: "worker.changed", subjectId: owner, data });
  });
}

/** Owners, other than the one asking, whose process is gone or whose lease has run out. */
export async function deadOwners(ctx: Context, me: string): Promise<Set<string>> {
  const now = ctx.clock.now();
  const others = await ctx.db.select().from(tables.workers).where(ne(tables.workers.id, me));
  const locks = foldersAround(ctx.db).locks;
  const dead = others.filter(
    (other) => other.endedAt || other.leaseUntil <= now || !isLockHeld(locks, other.id),
  );
  return new Set(dead.map((other) => other.id));
}
