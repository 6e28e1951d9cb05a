import { ActivityMark, activitySentence } from "#components/activity-line";
import { Time } from "#components/time";
import { CardFooter, Row, Rows } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { listActivity } from "#lib/access";
import type { ActivityRow } from "#lib/access/schema";
import type { Context } from "#lib/context";
import { Change } from "./change.tsx";
import { linesOnPage, type TrailQuery, trailAddress } from "./list-state.ts";
import { actionWords } from "./words.ts";

/** The trail, newest first, a page at a time. */
export async function Trail({ ctx, query }: { ctx: Context; query: TrailQuery }) {
  const { rows, total } = await listActivity(ctx, {
    action: query.action,
    subjectKind: query.subject,
    search: query.q,
    offset: query.offset,
    limit: linesOnPage,
  });
  if (total === 0) return <EmptyState title="Nothing in the trail matches these filters." />;
  return (
    <>
      <Rows>
        {rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </Rows>
      <CardFooter>
        <Pager
          offset={query.offset}
          limit={linesOnPage}
          total={total}
          href={(offset) => trailAddress(query, offset)}
        />
      </CardFooter>
    </>
  );
}

function Line({ row }: { row: ActivityRow }) {
  const from = `${actionWords(row.action)}, ${row.address ? `from ${row.address}` : "on this machine"}`;
  return (
    <Row className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-2.5 py-2">
      <ActivityMark row={row} />
      <div className="min-w-0">
        <p className="text-pretty wrap-anywhere">{activitySentence(row)}</p>
        {row.before || row.after ? (
          <Change from={from} before={row.before} after={row.after} />
        ) : (
          <p className="text-xs leading-6 text-muted-foreground">{from}</p>
        )}
      </div>
      <Time at={row.at} as="moment" className="text-xs leading-5 text-muted-foreground" />
    </Row>
  );
}
