import { plural } from "#components/format";
import { Link } from "#components/link";
import { Alert } from "#components/ui/alert";
import { buttonVariants } from "#components/ui/button";
import type { Context } from "#lib/context";
import { listArchives } from "#lib/runs";
import { readSetting } from "#lib/settings";
import { AlteredAlerts } from "./altered-alerts.tsx";
import { archivesAddress } from "./archives/list-state.ts";
import { BrakeAlerts } from "./brake-alerts.tsx";
import { statusNow } from "./reads.tsx";

/** What is wrong with the installation itself: nothing, on most days. */
export async function Alerts({ ctx }: { ctx: Context }) {
  const { worker } = await statusNow(ctx);
  const silent = !worker.alive && !(await readSetting(ctx.db, "anotherClock"));
  const damaged = (await listArchives(ctx, { state: "damaged", limit: 1 })).total;
  return (
    <>
      {silent ? (
        <Alert tone="failure" title="The worker does not answer">
          <p>No plan runs until it is back. Holdfast starts it again by itself.</p>
          <p>If this stays for a minute, read the log of the worker in the folder of logs.</p>
        </Alert>
      ) : null}
      <BrakeAlerts ctx={ctx} />
      <AlteredAlerts ctx={ctx} />
      {damaged > 0 ? (
        <Alert
          tone="failure"
          title={`${plural(damaged, "archive")} cannot be read back whole`}
          actions={
            <Link
              href={archivesAddress({ view: "damaged" })}
              className={buttonVariants({ size: "sm" })}
            >
              Show {damaged === 1 ? "it" : "them"}
            </Link>
          }
        >
          <p>It counts for no rule and nothing was let go because of it.</p>
          <p>
            The next run of the plan reads again what is missing. Where the source still gives the
            same, the archive is whole again afterwards.
          </p>
        </Alert>
      ) : null}
    </>
  );
}
