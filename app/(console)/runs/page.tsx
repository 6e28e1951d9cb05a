import type { Metadata } from "next";
import { Suspense } from "react";
import { BackUpSplit } from "#components/back-up";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { runLooks } from "#components/status";
import { Card } from "#components/ui/card";
import { FilterBar, FilterChip } from "#components/ui/filter-chips";
import { SkeletonRows } from "#components/ui/skeleton";
import { runStates, runTriggers } from "#lib/runs/schema";
import { requireViewer } from "../guard.ts";
import { plansNow } from "../reads.tsx";
import { RunsQuery, runsAddress } from "./list-state.ts";
import { RunList } from "./run-list.tsx";
import { RunsSentence } from "./runs-sentence.tsx";
import { triggerWords } from "./words.ts";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: PageProps<"/runs">) {
  const ctx = await requireViewer();
  const query = RunsQuery.parse(await searchParams);
  const plans = await plansNow(ctx);
  const startable = plans.filter((plan) => plan.sources.length > 0);
  return (
    <Page
      title="Runs"
      sub={<RunsSentence ctx={ctx} />}
      actions={<BackUpSplit plans={startable.map(({ id, name }) => ({ id, name }))} />}
    >
      <Card aria-label="Runs, newest first">
        <FilterBar>
          <FilterChip
            name="plan"
            label="Plan"
            options={plans.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <FilterChip
            name="state"
            label="State"
            options={runStates.map((value) => ({ value, label: runLooks[value].word }))}
          />
          <FilterChip
            name="trigger"
            label="Started"
            options={runTriggers.map((value) => ({ value, label: triggerWords[value] }))}
          />
        </FilterBar>
        <Suspense
          key={runsAddress(query)}
          fallback={<SkeletonRows rows={10} label="Runs are loading" />}
        >
          <RunList ctx={ctx} query={query} />
        </Suspense>
      </Card>
      <RefreshOn kinds={["run.queued", "run.started", "run.changed", "run.ended"]} />
    </Page>
  );
}
