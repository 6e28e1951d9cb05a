import { Link } from "#components/link";
import { Alert } from "#components/ui/alert";
import type { Context } from "#lib/context";
import { readAltered } from "#lib/runs";

/** As many plans are named one by one. */
const alertsMax = 3;

/**
 * Plans whose history in the vault is not the one that was written, as the last check found: nothing
 * on most days.
 *
 * @param planId only of this plan
 */
export async function AlteredAlerts({ ctx, planId }: { ctx: Context; planId?: string }) {
  const all = await readAltered(ctx);
  const altered = planId === undefined ? all : all.filter((each) => each.planId === planId);
  const more = altered.length - alertsMax;
  return (
    <>
      {altered.slice(0, alertsMax).map((each) => (
        <Alert
          key={`${each.planId} ${each.detail}`}
          tone="failure"
          title={
            planId === undefined
              ? `The history of ${each.plan} was altered in the vault`
              : "The history of this plan was altered in the vault"
          }
        >
          <p className="wrap-anywhere">
            The last check found: {each.detail}. An archive may have been removed, replaced or put
            back by hand; nothing was let go because of it.
          </p>
          <p>
            Find out who may write to the folder of the vault, put back from a copy what was there,
            then run <code className="font-mono text-xs">npx holdfast vault check</code>.
            {planId === undefined ? (
              <>
                {" "}
                <Link href={`/plans/${each.planId}`} className="link">
                  Open the plan
                </Link>
              </>
            ) : null}
          </p>
        </Alert>
      ))}
      {more > 0 ? (
        <p className="text-muted-foreground">
          {more} more: <code className="font-mono text-xs">npx holdfast vault check</code> names
          all.
        </p>
      ) : null}
    </>
  );
}
