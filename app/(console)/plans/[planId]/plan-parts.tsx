import { Suspense } from "react";
import { Stack, WorkAndContext } from "#components/page";
import { Card } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import type { Context } from "#lib/context";
import type { Plan } from "#lib/plans/schema";
import { ArchivesCard } from "./archives-card.tsx";
import { NextRunsCard } from "./next-runs-card.tsx";
import { RetentionCard } from "./retention-card.tsx";
import { RunsCard } from "./runs-card.tsx";
import { SourcesCard } from "./sources-card.tsx";

/** What the plan did and takes at the left, what it will do and keeps at the right. */
export function PlanParts({ ctx, plan }: { ctx: Context; plan: Plan }) {
  return (
    <WorkAndContext>
      <Stack>
        <Suspense fallback={<Waiting title="Runs" rows={8} />}>
          <RunsCard ctx={ctx} plan={plan} />
        </Suspense>
        <Suspense fallback={<Waiting title="Sources" rows={2} />}>
          <SourcesCard ctx={ctx} plan={plan} />
        </Suspense>
      </Stack>
      <Stack>
        <NextRunsCard ctx={ctx} plan={plan} />
        <Suspense fallback={<Waiting title="Retention" rows={4} />}>
          <RetentionCard ctx={ctx} plan={plan} />
        </Suspense>
        <Suspense fallback={<Waiting title="Archives" rows={5} />}>
          <ArchivesCard ctx={ctx} planId={plan.id} />
        </Suspense>
      </Stack>
    </WorkAndContext>
  );
}

function Waiting({ title, rows }: { title: string; rows: number }) {
  return (
    <Card title={title}>
      <SkeletonRows rows={rows} label={`${title} are loading`} />
    </Card>
  );
}
