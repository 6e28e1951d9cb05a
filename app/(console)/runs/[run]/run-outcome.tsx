import { formatCount } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { Alert, Problem } from "#components/ui/alert";
import { buttonVariants } from "#components/ui/button";
import type { Context } from "#lib/context";
import { listArchives } from "#lib/runs";
import type { RunArchive, RunDetail } from "#lib/runs/schema";
import { FlagNotice } from "../../archives/brake-notice.tsx";
import { shownFailure } from "../words.ts";
import type { RunDevices } from "./devices/reads.ts";
import { KeptCard } from "./kept-card.tsx";
import { RunNow } from "./run-now.tsx";

/** The one answer first: how far it is, what it kept, or why it kept nothing. */
export function RunOutcome({
  ctx,
  run,
  devices,
}: {
  ctx: Context;
  run: RunDetail;
  devices: RunDevices | null;
}) {
  if (run.state === "queued") {
    return (
      <Alert title={run.waitingFor ?? "It waits for the worker to take it."}>
        Queued <Time at={run.queuedAt} />. Nothing has been read yet.
      </Alert>
    );
  }
  const isCollecting = run.steps.some((step) => step.ofDevices && step.state === "running");
  if (!run.endedAt) return isCollecting && devices ? null : <RunNow run={run} />;
  if (run.limitedTo !== null && devices) return null; // its devices say it all
  if (run.archive) return <Kept ctx={ctx} run={run} archive={run.archive} />;
  return <NothingKept ctx={ctx} run={run} />;
}

function Kept({ ctx, run, archive }: { ctx: Context; run: RunDetail; archive: RunArchive }) {
  const { flag, letGoAt } = archive;
  return (
    <>
      {flag && !letGoAt ? <FlagNotice flag={flag} run={run} planName={run.plan.name} /> : null}
      <KeptCard ctx={ctx} run={run} archive={archive} />
    </>
  );
}

async function NothingKept({ ctx, run }: { ctx: Context; run: RunDetail }) {
  const { archives } = await listArchives(ctx, { planId: run.plan.id, state: "good", limit: 1 });
  const [good] = archives;
  const stays = good ? (
    <>
      The last good archive stays:{" "}
      <Link href={`/archives/${good.run.number}`} className="link">
        run {formatCount(good.run.number)}
      </Link>
      , made <Time at={good.createdAt} />.
    </>
  ) : (
    "The plan has no good archive yet."
  );
  if (run.error && run.state !== "cancelled") {
    return (
      <Problem
        failure={shownFailure(run.error)}
        tone={run.state === "interrupted" ? "warning" : "failure"}
        consequence={<>Nothing of this run was kept. {stays}</>}
        action={
          fixIsInPlan(run) ? (
            <Link href={`/plans/${run.plan.id}/edit`} className={buttonVariants({ size: "sm" })}>
              Edit plan
            </Link>
          ) : undefined
        }
      />
    );
  }
  return (
    <Alert title={run.error?.sentence ?? "It ended without a reason on record."}>{stays}</Alert>
  );
}

/** Whether the plan itself has to be changed before it can run. */
function fixIsInPlan(run: RunDetail): boolean {
  return run.error?.cause === "plan-without-sources" || run.error?.cause === "too-many-entries";
}
