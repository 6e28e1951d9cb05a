import type { Metadata } from "next";
import { Suspense } from "react";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { Card } from "#components/ui/card";
import { FilterBar, FilterChip, FilterSearch } from "#components/ui/filter-chips";
import { SkeletonRows } from "#components/ui/skeleton";
import { activityChoices } from "#lib/access";
import { requireViewer } from "../guard.ts";
import { TrailQuery } from "./list-state.ts";
import { Trail } from "./trail.tsx";
import { actionWords } from "./words.ts";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage({ searchParams }: PageProps<"/activity">) {
  const ctx = await requireViewer();
  const query = TrailQuery.parse(await searchParams);
  const choices = await activityChoices(ctx);
  const option = (value: string) => ({ value, label: actionWords(value) });
  return (
    <Page title="Activity" sub="Who did what, to what, and when. Nothing here is ever removed.">
      <Card>
        <FilterBar>
          <FilterSearch placeholder="Name, action or address" />
          <FilterChip name="action" label="Action" options={choices.actions.map(option)} />
          <FilterChip name="subject" label="About" options={choices.subjectKinds.map(option)} />
        </FilterBar>
        <Suspense fallback={<SkeletonRows rows={10} label="The activity trail is loading" />}>
          <Trail ctx={ctx} query={query} />
        </Suspense>
      </Card>
      <RefreshOn kinds={["plan.changed", "run.queued", "archive.let-go", "access.changed"]} />
    </Page>
  );
}
