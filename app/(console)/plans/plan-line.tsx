import { Link } from "#components/link";
import { RunSpark } from "#components/run-spark";
import { countSources, SourceIcon } from "#components/source-kind";
import { ProtectionStatus, RunStatus } from "#components/status";
import { Time } from "#components/time";
import { cn } from "#components/ui/cn";
import { Cell, SubLine, TableRow } from "#components/ui/table";
import { describeSchedule } from "#lib/plans";
import { type Plan, sourcePlace } from "#lib/plans/schema";
import type { RunSummary } from "#lib/runs/schema";
import { EnabledSwitch } from "./enabled-switch.tsx";
import { PlanMenu } from "./plan-menu.tsx";
import { asSpark } from "./spark.tsx";
import type { Standing } from "./standing.tsx";

export interface PlanLineFacts {
  plan: Plan;
  standing: Standing;
  /** The newest first. */
  runs: RunSummary[];
  /** The run that goes on or waits. */
  open: RunSummary | null;
}

/** One plan in the list; a card on a phone. */
export function PlanLine({ plan, standing, runs, open }: PlanLineFacts) {
  const [last] = runs;
  const { state, lastGoodAt } = standing;
  const kinds = plan.sources.map((source) => source.kind);
  return (
    <TableRow>
      <Cell className="max-md:col-start-1 max-md:row-start-2">
        <ProtectionStatus state={state} />
      </Cell>
      <Cell className="min-w-40 max-md:col-start-1 max-md:row-start-1">
        <Link href={`/plans/${plan.id}`} data-row-link className="font-medium hover:underline">
          {plan.name}
        </Link>
        <SubLine>{describeSchedule(plan.schedule, plan.timeZone)}</SubLine>
        <SubLine className="wide:hidden">{countSources(kinds)}</SubLine>
      </Cell>
      <Cell className="max-wide:hidden max-md:hidden!">
        <Sources plan={plan} />
      </Cell>
      <Cell className="max-md:col-start-1 max-md:row-start-4 max-md:text-xs">
        {last ? <LastRun run={last} /> : <span className="text-muted-foreground">none yet</span>}
      </Cell>
      <Cell
        className={cn(
          "whitespace-nowrap max-md:col-start-1 max-md:row-start-3 max-md:text-xs",
          state === "unprotected" && "text-failure",
          state === "stale" && "text-warning",
        )}
      >
        <span className="text-muted-foreground md:hidden">Last good copy </span>
        {lastGoodAt ? <Time at={lastGoodAt} /> : "none yet"}
      </Cell>
      <Cell className="max-lg:hidden max-md:col-start-2 max-md:row-start-2 max-md:block!">
        <RunSpark runs={runs.toReversed().map(asSpark)} />
      </Cell>
      <Cell className="whitespace-nowrap text-muted-foreground max-md:col-start-2 max-md:row-start-3 max-md:text-right max-md:text-xs">
        <span className="md:hidden">{plan.nextRunAt ? "Next " : ""}</span>
        <NextRun plan={plan} />
      </Cell>
      <Cell className="max-md:col-start-2 max-md:row-start-4 max-md:justify-self-end">
        <EnabledSwitch plan={{ id: plan.id, name: plan.name, enabled: plan.enabled }} />
      </Cell>
      <Cell className="max-md:col-start-2 max-md:row-start-1 max-md:justify-self-end">
        <PlanMenu
          plan={{ id: plan.id, name: plan.name, builtIn: plan.builtIn }}
          canRun={plan.sources.length > 0}
          openRun={open?.number ?? null}
        />
      </Cell>
    </TableRow>
  );
}

/** A sign for each source; their kinds counted for ears, their paths on hover. */
function Sources({ plan }: { plan: Plan }) {
  const signsMax = 4;
  const rest = plan.sources.length - signsMax;
  return (
    <span
      title={plan.sources.map((source) => sourcePlace(source)).join("\n")}
      className="flex items-center gap-1.5 text-muted-foreground"
    >
      <span className="sr-only">{countSources(plan.sources.map(({ kind }) => kind))}</span>
      {plan.sources.slice(0, signsMax).map((source) => (
        <SourceIcon key={source.id} kind={source.kind} className="size-4" />
      ))}
      {rest > 0 ? <span aria-hidden="true">+{rest}</span> : null}
    </span>
  );
}

function LastRun({ run }: { run: RunSummary }) {
  return (
    <Link href={`/runs/${run.number}`} className="flex flex-wrap items-center gap-x-1.75">
      <RunStatus state={run.state} short />
      <Time at={run.endedAt ?? run.queuedAt} className="text-muted-foreground" />
    </Link>
  );
}

function NextRun({ plan }: { plan: Plan }) {
  if (plan.nextRunAt) return <Time at={plan.nextRunAt} />;
  return plan.enabled ? "by hand" : "paused";
}
