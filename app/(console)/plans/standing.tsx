import type { Protection } from "#components/status";
import type { ProtectedSource } from "#lib/alarms";
import type { Plan } from "#lib/plans/schema";

/** How a plan stands: as well as the worst of its sources. */
export interface Standing {
  state: Protection;
  /** When the copy was made that is oldest among its sources' newest good ones; `null`: one has none. */
  lastGoodAt: Date | null;
  sources: ProtectedSource[];
}

/** Worst first. */
export const protectionOrder: Record<Protection, number> = {
  unprotected: 0,
  stale: 1,
  protected: 2,
  paused: 3,
};

export function standingOf(
  plan: Pick<Plan, "id" | "enabled">,
  all: readonly ProtectedSource[],
): Standing {
  const sources = all.filter((source) => source.plan.id === plan.id);
  const states = sources.map(({ protection }) => protection);
  const [worst] = states.toSorted((a, b) => protectionOrder[a] - protectionOrder[b]);
  const oldest = Math.min(...sources.map(({ lastGoodAt }) => lastGoodAt?.getTime() ?? 0));
  return {
    state: plan.enabled ? (worst ?? "unprotected") : "paused",
    lastGoodAt: sources.length > 0 && oldest > 0 ? new Date(oldest) : null,
    sources,
  };
}
