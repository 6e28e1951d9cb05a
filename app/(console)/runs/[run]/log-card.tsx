import { Suspense } from "react";
import { Card } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import type { Context } from "#lib/context";
import type { RunDetail } from "#lib/runs/schema";
import { readLog } from "../reads.ts";
import { RunLog } from "./run-log.tsx";

/** What the run said so far; lines that come later are added in place. */
export function LogCard({ ctx, run }: { ctx: Context; run: RunDetail }) {
  const frame = (
    <Card title="Log">
      <SkeletonRows rows={8} label="The log is loading" />
    </Card>
  );
  return (
    <Suspense fallback={frame}>
      <Log ctx={ctx} run={run} />
    </Suspense>
  );
}

async function Log({ ctx, run }: { ctx: Context; run: RunDetail }) {
  const messages = await readLog(ctx, run.id);
  return <RunLog runId={run.id} open={run.endedAt === null} messages={messages} />;
}
