import { Tabs } from "#components/ui/tabs";
import type { Context } from "#lib/context";
import { listArchives } from "#lib/runs";
import { archiveStates } from "#lib/runs/schema";
import { type ArchivesQuery, archivesAddress } from "./list-state.ts";

const labels = {
  good: "Good",
  flagged: "Flagged",
  partial: "Without a source",
  damaged: "Damaged",
  pinned: "Pinned",
  bin: "Bin",
  "let-go": "Let go",
} as const;

/** The views of the list, with how many archives each has. */
export async function ArchiveViews({ ctx, query }: { ctx: Context; query: ArchivesQuery }) {
  const { plan, view: current } = query;
  const tabs = [];
  for (const view of [undefined, ...archiveStates]) {
    const { total } = await listArchives(ctx, { planId: plan, state: view, limit: 0 });
    tabs.push({
      label: view ? labels[view] : "All",
      href: archivesAddress({ view, plan }),
      current: view === current,
      count: total,
    });
  }
  return <Tabs label="Views" tabs={tabs} />;
}
