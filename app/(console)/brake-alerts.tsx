import { formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { Alert } from "#components/ui/alert";
import { buttonVariants } from "#components/ui/button";
import type { Context } from "#lib/context";
import { KeptOn } from "./archives/brake-notice.tsx";
import { archivesAddress } from "./archives/list-state.ts";
import { unbroken } from "./archives/words.ts";
import { brakesNow, plansNow } from "./reads.tsx";

/** As many plans are named one by one. */
const alertsMax = 3;

/** The plans of which nothing is let go, because an archive of theirs is unlike those before it. */
export async function BrakeAlerts({ ctx }: { ctx: Context }) {
  const brakes = [...(await brakesNow(ctx)).values()];
  if (brakes.length === 0) return null;
  const names = new Map((await plansNow(ctx)).map(({ id, name }) => [id, name]));
  const more = brakes.length - alertsMax;
  return (
    <>
      {brakes.slice(0, alertsMax).map((brake) => (
        <Alert
          key={brake.planId}
          tone="quarantine"
          title={`The brake is on for ${names.get(brake.planId) ?? "a deleted plan"}`}
          actions={
            <Link href={`/archives/${brake.run}`} className={buttonVariants({ size: "sm" })}>
              Review run {formatCount(brake.run)}
            </Link>
          }
        >
          <p>
            Its archive is unlike those before it: {unbroken(brake.sentence)}. Nothing of the plan
            is let go until you decide.
          </p>
          {brake.keptOn ? <KeptOn decision={brake.keptOn} /> : null}
        </Alert>
      ))}
      {more > 0 ? (
        <p className="text-muted-foreground">
          The brake is on for {plural(more, "more plan")};{" "}
          <Link href={archivesAddress({ view: "flagged" })} className="link">
            all flagged archives
          </Link>
          .
        </p>
      ) : null}
    </>
  );
}
