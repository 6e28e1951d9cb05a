import { plural } from "#components/format";
import type { Context } from "#lib/context";
import { plansNow, protectionOfAll } from "../reads.tsx";
import { standingOf } from "./standing.tsx";

/** The sentence the list opens with: how many plans there are and which of them need attention. */
export async function PlansVerdict({ ctx }: { ctx: Context }) {
  const plans = await plansNow(ctx);
  const { inPlans } = await protectionOfAll(ctx);
  const states = plans.map((plan) => standingOf(plan, inPlans).state);
  const count = (state: string) => states.filter((each) => each === state).length;
  const bad = count("unprotected") + count("stale");
  const paused = count("paused");
  const enabled = plans.length - paused;
  return (
    <p>
      {bad === 0
        ? `${plural(enabled, "plan")} ${enabled === 1 ? "is" : "are"} enabled and up to date.`
        : `${bad} of ${plural(enabled, "enabled plan")} ${bad === 1 ? "needs" : "need"} attention.`}
      {paused > 0 ? ` ${paused} ${paused === 1 ? "is" : "are"} disabled.` : ""}
    </p>
  );
}
