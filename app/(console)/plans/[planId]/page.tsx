import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { RefreshOn } from "#components/live";
import { Page, Stack, WorkAndContext } from "#components/page";
import { StatusBadge } from "#components/status";
import { Card } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import { requireViewer } from "../../guard.ts";
import { ArchivesCard } from "./archives-card.tsx";
import { DeletedPlan } from "./deleted-plan.tsx";
import { NextRunsCard } from "./next-runs-card.tsx";
import { PlanActions } from "./plan-actions.tsx";
import { planOf } from "./plan-of.tsx";
import { PlanSentence } from "./plan-sentence.tsx";
import { readPlanState } from "./plan-state.tsx";
import { RetentionCard } from "./retention-card.tsx";
import { RunsCard } from "./runs-card.tsx";
import { SourcesCard } from "./sources-card.tsx";

export async function generateMetadata({
  params,
}: PageProps<"/plans/[planId]">): Promise<Metadata> {
  const ctx = await requireViewer();
  const plan = await planOf(ctx, (await params).planId);
  if (!plan) return { title: "Not found" };
  const { look } = await readPlanState(ctx, plan);
  return { title: `${look.word} – ${plan.name}` };
}

export default async function PlanPage({ params }: PageProps<"/plans/[planId]">) {
  const ctx = await requireViewer();
  const plan = await planOf(ctx, (await params).planId);
  if (!plan) notFound();
  if (plan.deletedAt) return <DeletedPlan ctx={ctx} plan={plan} deletedAt={plan.deletedAt} />;
  const { look, openRun } = await readPlanState(ctx, plan);
  return (
    <Page
      title={plan.name}
      crumbs={[{ label: "Plans", href: "/plans" }]}
      badge={<StatusBadge look={look} />}
      sub={<PlanSentence plan={plan} />}
      actions={<PlanActions plan={plan} openRun={openRun} />}
    >
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
      <RefreshOn kinds={kinds} subject={plan.id} />
    </Page>
  );
}

const kinds = ["run.queued", "run.started", "run.ended", "plan.changed", "archive.let-go"] as const;

function Waiting({ title, rows }: { title: string; rows: number }) {
  return (
    <Card title={title}>
      <SkeletonRows rows={rows} label={`${title} are loading`} />
    </Card>
  );
}
