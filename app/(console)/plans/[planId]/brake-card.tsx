import { formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { Alert } from "#components/ui/alert";
import { buttonVariants } from "#components/ui/button";
import type { Context } from "#lib/context";
import type { Plan } from "#lib/plans/schema";
import { brakesOfPlans } from "#lib/runs";
import { KeptOn } from "../../archives/brake-notice.tsx";
import { unbroken } from "../../archives/words.ts";

/** Says that nothing of the plan is let go, and why; nothing where all is as usual. */
export async function BrakeCard({ ctx, plan }: { ctx: Context; plan: Plan }) {
  const brake = (await brakesOfPlans(ctx, plan.id)).get(plan.id);
  if (!brake) return null;
  const { run, since, archives, sentence, keptOn, lastGood } = brake;
  return (
    <Alert
      tone="quarantine"
      title="The brake is on: nothing of this plan is let go"
      actions={
        <Link href={`/archives/${run}`} className={buttonVariants({ size: "sm" })}>
          Review run {formatCount(run)}
        </Link>
      }
    >
      <p>
        {archives === 1
          ? `The archive of run ${formatCount(run)} is unlike those before it: `
          : `${plural(archives, "archive")} are unlike those before them, the newest of run ${formatCount(run)}: `}
        {unbroken(sentence)}. On since <Time at={since} as="moment" />.{" "}
        {lastGood === null ? null : (
          <>
            The last good archive stays:{" "}
            <Link href={`/archives/${lastGood}`} className="link">
              run {formatCount(lastGood)}
            </Link>
            .
          </>
        )}
      </p>
      {keptOn ? <KeptOn decision={keptOn} /> : null}
    </Alert>
  );
}
