import type { Metadata } from "next";
import { Suspense } from "react";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { Card } from "#components/ui/card";
import { FilterBar, FilterChip } from "#components/ui/filter-chips";
import { SkeletonRows } from "#components/ui/skeleton";
import { requireViewer } from "../guard.ts";
import { plansNow } from "../reads.tsx";
import { ArchiveList } from "./archive-list.tsx";
import { ArchiveVerdict } from "./archive-verdict.tsx";
import { ArchiveViews } from "./archive-views.tsx";
import { ArchivesQuery, archivesAddress } from "./list-state.ts";

export const metadata: Metadata = { title: "Archives" };

export default async function ArchivesPage({ searchParams }: PageProps<"/archives">) {
  const ctx = await requireViewer();
  const query = ArchivesQuery.parse(await searchParams);
  const plans = await plansNow(ctx);
  return (
    <Page title="Archives" sub={<ArchiveVerdict ctx={ctx} />}>
      <ArchiveViews ctx={ctx} query={query} />
      <Card aria-label="Archives, newest first">
        <FilterBar>
          <FilterChip
            name="plan"
            label="Plan"
            options={plans.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </FilterBar>
        <Suspense
          key={archivesAddress(query)}
          fallback={<SkeletonRows rows={10} label="Archives are loading" />}
        >
          <ArchiveList ctx={ctx} query={query} />
        </Suspense>
      </Card>
      <RefreshOn
        kinds={[
          "archive.kept",
          "archive.changed",
          "archive.let-go",
          "archive.taken-back",
          "archive.left-bin",
          "vault.bin-counted",
          "archive.damaged",
          "archive.healed",
          "run.ended",
          "plan.changed",
        ]}
      />
    </Page>
  );
}
