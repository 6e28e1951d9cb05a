import { formatBytes, formatCount } from "#components/format";
import { Link } from "#components/link";
import { ArchiveStatus } from "#components/status";
import { Time } from "#components/time";
import { Card, CardBody, Row, Rows } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import type { Context } from "#lib/context";
import { listArchives } from "#lib/runs";
import type { ArchiveSummary } from "#lib/runs/schema";
import { SizeOverTime } from "./size-over-time.tsx";

/** Archives in the chart, and as many of them in rows. */
const archivesRead = 60;
const rowsShown = 5;

/** What the plan has kept: sizes over time, the newest by name. */
export async function ArchivesCard({ ctx, planId }: { ctx: Context; planId: string }) {
  const { archives, total } = await listArchives(ctx, { planId, limit: archivesRead });
  if (archives.length === 0) {
    return (
      <Card title="Archives">
        <EmptyState title="Nothing is kept yet">
          The first verified archive shows here and can be downloaded.
        </EmptyState>
      </Card>
    );
  }
  const all = (
    <Link href={`/archives?plan=${planId}`} className="link">
      All {formatCount(total)}
    </Link>
  );
  return (
    <Card title="Archives" aside={all}>
      {archives.length > 1 ? (
        <CardBody className="border-b pb-3">
          <SizeOverTime archives={archives.toReversed()} now={ctx.clock.now()} />
        </CardBody>
      ) : null}
      <Rows>
        {archives.slice(0, rowsShown).map((archive) => (
          <ArchiveLine key={archive.id} archive={archive} />
        ))}
      </Rows>
    </Card>
  );
}

function ArchiveLine({ archive }: { archive: ArchiveSummary }) {
  return (
    <Row className="flex items-center gap-2.5">
      <ArchiveStatus archive={archive} bare />
      <Link
        href={`/archives/${archive.run.number}`}
        className="font-medium whitespace-nowrap hover:underline"
      >
        Run {formatCount(archive.run.number)}
      </Link>
      <Time at={archive.createdAt} className="text-xs text-muted-foreground" />
      <span className="ml-auto whitespace-nowrap tabular-nums">{formatBytes(archive.bytes)}</span>
    </Row>
  );
}
