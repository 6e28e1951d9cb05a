import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { StatusBadge } from "#components/status";
import { AlteredAlerts } from "../../altered-alerts.tsx";
import { requireViewer } from "../../guard.ts";
import { BrakeCard } from "./brake-card.tsx";
import { DeletedPlan } from "./deleted-plan.tsx";
import { PlanActions } from "./plan-actions.tsx";
import { planOf } from "./plan-of.tsx";
import { PlanParts } from "./plan-parts.tsx";
import { PlanSentence } from "./plan-sentence.tsx";
import { readPlanState } from "./plan-state.tsx";

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
      <BrakeCard ctx={ctx} plan={plan} />
      <AlteredAlerts ctx={ctx} planId={plan.id} />
      <PlanParts ctx={ctx} plan={plan} />
      <RefreshOn kinds={kinds} subject={plan.id} />
    </Page>
  );
}

const kinds = [
  "run.queued",
  "run.started",
  "run.ended",
  "plan.changed",
  "archive.let-go",
  "archive.damaged",
  "archive.healed",
  "brake.changed",
] as const;
