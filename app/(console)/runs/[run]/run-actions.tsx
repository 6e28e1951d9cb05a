import { FolderOpen } from "lucide-react";
import { BackUpButton } from "#components/back-up";
import { DownloadZip } from "#components/download-zip";
import { Link } from "#components/link";
import { Button, buttonVariants } from "#components/ui/button";
import type { Context } from "#lib/context";
import { findPlan } from "#lib/plans";
import type { RunDetail } from "#lib/runs/schema";
import { CancelRun } from "./cancel-run.tsx";
import type { RunDevices } from "./devices/reads.ts";
import { RetryFailed } from "./devices/retry-failed.tsx";

/** What can be done with this run, and with what it kept. */
export async function RunActions({
  ctx,
  run,
  devices,
}: {
  ctx: Context;
  run: RunDetail;
  devices: RunDevices | null;
}) {
  if (!run.endedAt) {
    const asked = run.cancelRequestedAt !== null;
    return (
      <CancelRun
        runId={run.id}
        planName={run.plan.name}
        running={run.state === "running"}
        asked={asked}
      />
    );
  }
  const plan = await findPlan(ctx, run.plan.id);
  const { archive } = run;
  const kept = archive && !archive.letGoAt ? archive : null;
  const failed = (devices?.counts.failed ?? 0) + (devices?.counts.quarantined ?? 0);
  return (
    <>
      {failed > 0 ? <RetryFailed runId={run.id} /> : null}
      {plan?.deletedAt ? (
        <Button disabledBecause="Its plan was deleted.">Run again</Button>
      ) : run.limitedTo !== null ? null : (
        <BackUpButton
          planId={run.plan.id}
          variant={kept ? "outline" : "primary"}
          className="max-md:flex-1"
        >
          Run again
        </BackUpButton>
      )}
      {kept ? (
        <>
          <Link
            href={`/archives/${run.number}`}
            className={buttonVariants({ className: "max-md:flex-1" })}
          >
            <FolderOpen aria-hidden="true" />
            Browse archive
          </Link>
          <DownloadZip run={run.number} bytes={kept.bytes} className="max-md:w-full" />
        </>
      ) : null}
    </>
  );
}
