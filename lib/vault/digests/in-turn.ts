import { unlessAborted } from "#lib/failures";
import type { VaultPlace } from "../place.ts";
import { listPath } from "./digest-line.ts";
import { PlanDigests } from "./plan-digests.ts";

/** The last of those who write to each list. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Does work on a plan's list alone, as far as this process goes: two archives of one plan are
 * otherwise written beside each other only where a lease was lost.
 *
 * @param work is not waited for less long when the signal is aborted: that is its own business
 * @throws what the work throws; the signal's reason, while it waits for its turn
 */
export async function inTurn<T>(
  place: VaultPlace,
  { planId, signal }: { planId: string; signal: AbortSignal },
  work: (list: PlanDigests) => Promise<T>,
): Promise<T> {
  const key = listPath(place, planId);
  const waiting = turns.get(key) ?? Promise.resolve();
  const own = unlessAborted(signal, waiting).then(() => work(new PlanDigests(place, planId)));
  // Whoever gave up waiting does not end the turn of the one before.
  const ended = Promise.allSettled([waiting, own]);
  turns.set(key, ended);
  ended.finally(() => turns.get(key) === ended && turns.delete(key));
  return own;
}
