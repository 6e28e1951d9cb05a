import type { Metadata } from "next";
import { Suspense } from "react";
import { z } from "zod";
import { ActivityMark, activitySentence } from "#components/activity-line";
import { RefreshOn } from "#components/live";
import { Page } from "#components/page";
import { Time } from "#components/time";
import { Card, Row, Rows } from "#components/ui/card";
import { Disclosure } from "#components/ui/disclosure";
import { EmptyState } from "#components/ui/empty-state";
import { FilterBar, FilterChip, FilterSearch } from "#components/ui/filter-chips";
import { Pager } from "#components/ui/pager";
import { SkeletonRows } from "#components/ui/skeleton";
import { activityChoices, listActivity } from "#lib/access";
import type { ActivityRow } from "#lib/access/schema";
import type { Context } from "#lib/context";
import { requireViewer } from "../guard.ts";

export const metadata: Metadata = { title: "Activity" };

const pageSize = 50;

/** What the address says of the list; anything else in it is ignored. */
const Filter = z.object({
  action: z.string().max(64).optional().catch(undefined),
  subject: z.string().max(64).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  offset: z.coerce.number().int().min(0).catch(0),
});
type Filter = z.infer<typeof Filter>;

export default async function ActivityPage({ searchParams }: PageProps<"/activity">) {
  const ctx = await requireViewer();
  const filter = Filter.parse(await searchParams);
  const choices = await activityChoices(ctx);
  const option = (value: string) => ({ value, label: value.replace(":", " ") });
  return (
    <Page title="Activity" sub="Who did what, to what, and when. Nothing here is ever removed.">
      <Card>
        <FilterBar>
          <FilterSearch placeholder="Name, action or address" />
          <FilterChip name="action" label="Action" options={choices.actions.map(option)} />
          <FilterChip name="subject" label="About" options={choices.subjectKinds.map(option)} />
        </FilterBar>
        <Suspense fallback={<SkeletonRows rows={10} label="The activity trail is loading" />}>
          <Trail ctx={ctx} filter={filter} />
        </Suspense>
      </Card>
      <RefreshOn kinds={["plan.changed", "run.queued", "archive.let-go", "access.changed"]} />
    </Page>
  );
}

async function Trail({ ctx, filter }: { ctx: Context; filter: Filter }) {
  const { rows, total } = await listActivity(ctx, {
    action: filter.action,
    subjectKind: filter.subject,
    search: filter.q,
    offset: filter.offset,
    limit: pageSize,
  });
  if (total === 0) {
    return <EmptyState title="Nothing in the trail matches these filters." />;
  }
  const href = (offset: number) => {
    const { action, subject, q } = filter;
    const given = Object.entries({
      action,
      subject,
      q,
      offset: offset ? String(offset) : undefined,
    });
    const set = given.filter((pair): pair is [string, string] => pair[1] !== undefined);
    return `/activity?${new URLSearchParams(set)}`;
  };
  return (
    <>
      <Rows>
        {rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </Rows>
      <div className="border-t px-4 py-2 text-xs text-muted-foreground">
        <Pager offset={filter.offset} limit={pageSize} total={total} href={href} />
      </div>
    </>
  );
}

function Line({ row }: { row: ActivityRow }) {
  const details = row.before || row.after;
  return (
    <Row className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-2.5">
      <ActivityMark row={row} />
      <div className="min-w-0">
        <p className="text-pretty wrap-anywhere">{activitySentence(row)}</p>
        <p className="text-xs text-muted-foreground">
          {row.action.replace(":", " ")}
          {row.address ? `, from ${row.address}` : ", on this machine"}
        </p>
        {details ? (
          <Disclosure summary="Before and after">
            <Change label="Before" value={row.before} />
            <Change label="After" value={row.after} />
          </Disclosure>
        ) : null}
      </div>
      <Time at={row.at} as="moment" className="text-xs leading-5 text-muted-foreground" />
    </Row>
  );
}

function Change({ label, value }: { label: string; value: Record<string, unknown> | null }) {
  if (!value) return null;
  return (
    <figure className="mt-1 mb-2">
      <figcaption className="text-xs text-muted-foreground">{label}</figcaption>
      <pre className="overflow-x-auto rounded-md bg-muted px-3 py-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        {JSON.stringify(value, null, 2)}
      </pre>
    </figure>
  );
}
