import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import type { Examined } from "#lib/vault";
import { countOpenRuns } from "../find.ts";
import { checkArchives, type VaultCheck } from "./check.ts";
import type { VaultOwner } from "./owners.ts";
import { rememberOutcome } from "./scrub-outcome.ts";
import { readScrub, type Scrub } from "./scrub-state.ts";

const dayMs = 86_400_000;

/**
 * The rolling check: reads once a day what is due of the vault, so that everything is read within the
 * days that are set. Stands back while any run is open, and goes on later with what is left.
 *
 * @returns `null`: nothing was due, or a run is open
 * @throws as `checkArchives`
 */
export async function scrubWhenDue(
  ctx: Context,
  { me, signal }: { me: VaultOwner; signal: AbortSignal },
): Promise<VaultCheck | null> {
  allow(ctx, "run:work");
  const { days, last, nextAt, asked } = await readScrub(ctx);
  if (asked) return null; // it reads all of it
  const isFree = async () => (await countOpenRuns(ctx)) === 0;
  if (nextAt !== null || !(await isFree())) return null;
  const now = ctx.clock.now();
  const goesOnFrom = last && !last.isDone && isOfToday(last, now) ? last : null;
  let stoodBack = false;
  const goesOn = async () => {
    stoodBack = !(await isFree());
    return !stoodBack;
  };
  const scrubbed = (found: Examined): Scrub => ({
    begunAt: goesOnFrom?.begunAt ?? now.toISOString(),
    endedAt: ctx.clock.now().toISOString(),
    isDone: !stoodBack,
    readBytes: (goesOnFrom?.readBytes ?? 0) + found.read.bytes,
    bytes: found.bytes,
    oldestReadAt: found.oldestReadAt?.toISOString() ?? null,
    damaged: found.damaged.length,
  });
  const check = () =>
    checkArchives(ctx, {
      share: Math.max(0, 1 / days - readShare(goesOnFrom)) || Number.EPSILON,
      unreadSince: new Date(now.getTime() - (days - 1) * dayMs),
      ...{ me, signal, goesOn, scrubbed },
    });
  return rememberOutcome(ctx, { signal, check });
}

function isOfToday({ begunAt }: Scrub, now: Date): boolean {
  const age = now.getTime() - Date.parse(begunAt);
  return age >= 0 && age < dayMs;
}

/** The share that this round has read already. */
function readShare(scrub: Scrub | null): number {
  return scrub && scrub.bytes > 0 ? scrub.readBytes / scrub.bytes : 0;
}
