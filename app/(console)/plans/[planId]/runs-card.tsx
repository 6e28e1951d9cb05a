import { DurationBar } from "#components/duration-bar";
import { formatBytes, formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { RunSpark } from "#components/run-spark";
import { RunStatus } from "#components/status";
import { Time } from "#components/time";
import { Card } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { Cell, Column, SubLine, Table, TableBody, TableHead, TableRow } from "#components/ui/table";
import type { Context } from "#lib/context";
import type { Plan } from "#lib/plans/schema";
import { listRuns } from "#lib/runs";
import type { RunSummary } from "#lib/runs/schema";
import { asSpark } from "../spark.tsx";
import { RunningDuration, RunningProgress } from "./running-now.tsx";

/** Runs in the spark, and as many of them in rows. */
const runsRead = 20;
const rowsShown = 8;

/** The latest runs, their durations on one scale with a tick at the usual one. */
export async function RunsCard({ ctx, plan }: { ctx: Context; plan: Pick<Plan, "id"> }) {
  const { runs, total } = await listRuns(ctx, {
    planId: plan.id,
    wholePlan: true,
    limit: runsRead,
  });
  if (runs.length === 0) {
    return (
      <Card title="Runs">
        <EmptyState title="This plan has not run yet">
          Its first run shows here, step by step.
        </EmptyState>
      </Card>
    );
  }
  const shown = runs.slice(0, rowsShown);
  const usualMs = usualOf(runs);
  const scaleMs = Math.max(usualMs ?? 0, ...shown.map((run) => durationOf(run) ?? 0)) * 1.15;
  const all = (
    <>
      <RunSpark runs={runs.toReversed().map(asSpark)} />
      <Link href={`/runs?plan=${plan.id}`} className="link">
        All {formatCount(total)}
      </Link>
    </>
  );
  return (
    <Card title="Runs" aside={all}>
      <Table label="Latest runs of this plan" cards>
        <TableHead>
          <Column>State</Column>
          <Column>Run</Column>
          <Column>
            Duration <span className="font-normal">(line: usual)</span>
          </Column>
          <Column>Kept</Column>
          <Column numeric>Size</Column>
        </TableHead>
        <TableBody>
          {shown.map((run) => (
            <RunLine key={run.id} run={run} usualMs={usualMs} scaleMs={scaleMs} />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

interface RunLineProps {
  run: RunSummary;
  usualMs: number | null;
  scaleMs: number;
}

function RunLine({ run, usualMs, scaleMs }: RunLineProps) {
  const { state, archive, startedAt, number } = run;
  const scale = { usualMs, scaleMs };
  return (
    <TableRow>
      <Cell className="max-md:col-start-1 max-md:row-start-1">
        <RunStatus state={state} short />
      </Cell>
      <Cell className="whitespace-nowrap max-md:col-start-2 max-md:row-start-1 max-md:text-right">
        <Link href={`/runs/${number}`} data-row-link className="font-medium hover:underline">
          {formatCount(number)}
        </Link>{" "}
        <Time at={startedAt ?? run.queuedAt} as="moment" className="text-muted-foreground" />
      </Cell>
      <Cell className="max-md:col-span-2 max-md:row-start-3 max-md:pt-1">
        {state === "running" && startedAt ? (
          <RunningDuration since={startedAt} {...scale} />
        ) : (
          <DurationBar ms={durationOf(run)} state={state} {...scale} />
        )}
      </Cell>
      <Cell className="max-md:col-start-1 max-md:row-start-2">
        {state === "running" ? <RunningProgress runId={run.id} /> : <Outcome run={run} />}
      </Cell>
      <Cell numeric className="whitespace-nowrap max-md:col-start-2 max-md:row-start-2">
        {archive ? formatBytes(archive.bytes) : <span className="text-muted-foreground">–</span>}
      </Cell>
    </TableRow>
  );
}

/** What a run kept, and what to know about it. */
function Outcome({ run }: { run: RunSummary }) {
  const { archive, warningCount, error, waitingFor } = run;
  const said = [
    error?.sentence,
    waitingFor,
    archive && archive.without.length > 0 ? `without ${archive.without.join(", ")}` : null,
    !error && warningCount > 0 ? plural(warningCount, "warning") : null,
  ].filter(Boolean);
  return (
    <>
      {archive ? plural(archive.entries, "entry", "entries") : null}
      {said.length > 0 ? <SubLine className="line-clamp-2">{said.join(", ")}</SubLine> : null}
      {!archive && said.length === 0 ? (
        <span className="text-muted-foreground">nothing</span>
      ) : null}
    </>
  );
}

function durationOf({ startedAt, endedAt }: RunSummary): number | null {
  return startedAt && endedAt ? endedAt.getTime() - startedAt.getTime() : null;
}

/** The median of the runs that kept something; `null` where none did. */
function usualOf(runs: RunSummary[]): number | null {
  const good = runs.flatMap((run) => (run.archive ? (durationOf(run) ?? []) : []));
  return good.toSorted((a, b) => a - b)[Math.floor(good.length / 2)] ?? null;
}
