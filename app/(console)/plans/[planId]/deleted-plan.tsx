import { Suspense } from "react";
import { Page, Stack, WorkAndContext } from "#components/page";
import { SourceIcon } from "#components/source-kind";
import { StatusBadge } from "#components/status";
import { Time } from "#components/time";
import { Card, Row, Rows } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import type { Context } from "#lib/context";
import { type Plan, sourcePlace } from "#lib/plans/schema";
import { ArchivesCard } from "./archives-card.tsx";
import { readPlanState } from "./plan-state.tsx";
import { RunsCard } from "./runs-card.tsx";

interface DeletedPlanProps {
  ctx: Context;
  plan: Plan;
  deletedAt: Date;
}

/** A plan that is no more: what it was, and what it kept. Nothing on it can be changed. */
export async function DeletedPlan({ ctx, plan, deletedAt }: DeletedPlanProps) {
  const { look } = await readPlanState(ctx, plan);
  return (
    <Page
      title={plan.name}
      crumbs={[{ label: "Plans", href: "/plans" }]}
      badge={<StatusBadge look={look} />}
      sub={
        <p className="text-base leading-5.5">
          Deleted <Time at={deletedAt} />. It never runs again. Its archives stay, and none of them
          is let go by a rule.
        </p>
      }
    >
      <WorkAndContext>
        <Stack>
          <Suspense fallback={<SkeletonRows rows={8} label="Runs are loading" />}>
            <RunsCard ctx={ctx} plan={plan} />
          </Suspense>
        </Stack>
        <Stack>
          <Suspense fallback={<SkeletonRows rows={5} label="Archives are loading" />}>
            <ArchivesCard ctx={ctx} planId={plan.id} />
          </Suspense>
          <Card title="What it took">
            <Rows>
              {plan.sources.map((source) => (
                <Row key={source.id} className="flex items-center gap-2.5">
                  <SourceIcon kind={source.kind} className="size-4 text-muted-foreground" />
                  <span className="min-w-0 font-mono text-xs wrap-anywhere">
                    {sourcePlace(source)}
                  </span>
                </Row>
              ))}
            </Rows>
          </Card>
        </Stack>
      </WorkAndContext>
    </Page>
  );
}
