import { statfs } from "node:fs/promises";
import type { Context } from "#lib/context";
import type { Database } from "#lib/db";
import { vaultSpace } from "#lib/vault";
import { vaultOf } from "./vault-place.ts";

/** The sum of a vault's files is taken anew after so long. */
const sumKeptMs = 5 * 60_000;

interface Sum {
  bytes: number;
  measuredAt: Date;
}
const sums = new WeakMap<Database, { last: Sum | null; next: Promise<Sum> | null }>();

/** What the vault takes, and what its disk has left, in bytes. */
export interface SpaceMeasure extends Sum {
  freeBytes: number;
  totalBytes: number;
}

/** The first to ask waits for the sum; later ones are given the last one while the next is taken. */
export async function measureSpace(ctx: Context): Promise<SpaceMeasure | null> {
  try {
    const { last } = sumOf(ctx);
    const sum = last ?? (await sumOf(ctx).next);
    const disk = await statfs((await vaultOf(ctx.db)).folder);
    const free = { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize };
    return sum && { ...sum, ...free };
  } catch {
    return null; // the vault's own failure is shown where it matters: on runs and in settings
  }
}

function sumOf(ctx: Context): { last: Sum | null; next: Promise<Sum> | null } {
  const known = sums.get(ctx.db) ?? { last: null, next: null };
  sums.set(ctx.db, known);
  const now = ctx.clock.now();
  const ageMs = known.last ? Math.abs(now.getTime() - known.last.measuredAt.getTime()) : Infinity;
  if (ageMs <= sumKeptMs || known.next) return known;
  known.next = vaultOf(ctx.db)
    .then(vaultSpace)
    .then((space) => {
      known.last = { bytes: space.archiveBytes, measuredAt: now };
      return known.last;
    })
    .finally(() => {
      known.next = null;
    });
  // Whoever waits for it meets the failure; where nobody does, the next one to ask tries again.
  known.next.catch(() => {
    known.last = null;
  });
  return known;
}
