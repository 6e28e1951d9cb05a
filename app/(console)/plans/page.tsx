import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { Link } from "#components/link";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { protectionLooks } from "#components/status";
import { buttonVariants } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { FilterBar, FilterChip, FilterSearch } from "#components/ui/filter-chips";
import { SkeletonRows } from "#components/ui/skeleton";
import { planTypes } from "#lib/plans/schema";
import { requireViewer } from "../guard.ts";
import { plansNow } from "../reads.tsx";
import { FirstPlan } from "./first-plan.tsx";
import { protectionStates, readListState } from "./list-state.ts";
import { PlanList } from "./plan-list.tsx";
import { PlansVerdict } from "./plans-verdict.tsx";

export const metadata: Metadata = { title: "Plans" };

const typeWords = { full: "Full", config: "Config", data: "Data" } as const;
const stateOptions = protectionStates.map((value) => {
  return { value, label: protectionLooks[value].word };
});
const typeOptions = planTypes.map((value) => ({ value, label: typeWords[value] }));

export default async function PlansPage({ searchParams }: PageProps<"/plans">) {
  const ctx = await requireViewer();
  const state = readListState(await searchParams);
  const onlyBuiltIn = (await plansNow(ctx)).every((plan) => plan.builtIn);
  const newPlan = (
    <Link
      href="/plans/new"
      className={buttonVariants({ variant: "primary", className: "max-md:flex-1" })}
    >
      <Plus aria-hidden="true" />
      New plan
    </Link>
  );
  return (
    <Page title="Plans" sub={<PlansVerdict ctx={ctx} />} actions={newPlan}>
      <Card>
        <FilterBar>
          <FilterSearch placeholder="Name or path" />
          <FilterChip name="state" label="State" options={stateOptions} />
          <FilterChip name="type" label="Type" options={typeOptions} />
        </FilterBar>
        <Suspense fallback={<SkeletonRows rows={6} label="Plans are loading" />}>
          <PlanList ctx={ctx} state={state} />
        </Suspense>
        {onlyBuiltIn ? <FirstPlan action={newPlan} /> : null}
      </Card>
      <RefreshOn
        kinds={["run.queued", "run.started", "run.ended", "plan.changed", "archive.let-go"]}
      />
    </Page>
  );
}
