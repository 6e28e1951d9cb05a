import Link from "next/link";
import { plural } from "#components/format";
import { RunSpark } from "#components/run-spark";
import { type Protection, ProtectionStatus } from "#components/status";
import { Time } from "#components/time";
import { Card } from "#components/ui/card";
import { Cell, Column, Table, TableBody, TableHead, TableRow } from "#components/ui/table";
import type { ProtectedSource } from "#lib/alarms";
import type { Context } from "#lib/context";
import { listRuns } from "#lib/runs";
import type { RunSummary } from "#lib/runs/schema";
import { plansNow, protectionOfAll } from "./reads.tsx";

const plansMax = 8;
const runsShown = 20;

/** Every plan in one line: how it stands, its last 20 runs, its last good copy, its next run. */
export async function PlanOverview({ ctx, className }: { ctx: Context; className?: string }) {
  const plans = await plansNow(ctx);
  const { sources } = await protectionOfAll(ctx);
  const lines = plans.map((plan) => {
    const own = sources.filter((source) => source.plan.id === plan.id);
    return { plan, state: worst(own, plan.enabled), lastGoodAt: oldestGood(own) };
  });
  const shown = lines.toSorted((a, b) => order[a.state] - order[b.state]).slice(0, plansMax);
  const runs = new Map<string, RunSummary[]>();
  for (const { plan } of shown) {
    runs.set(plan.id, (await listRuns(ctx, { planId: plan.id, limit: runsShown })).runs);
  }
  return (
    <Card
      title="Plans"
      note={plural(plans.length, "plan")}
      aside={
        <Link href="/runs" className="link">
          All runs
        </Link>
      }
      className={className ?? ""}
    >
      <Table label="Plans" cards>
        <TableHead>
          <Column>State</Column>
          <Column>Plan</Column>
          <Column>Last 20 runs</Column>
          <Column>Last good copy</Column>
          <Column numeric>Next run</Column>
        </TableHead>
        <TableBody>
          {shown.map(({ plan, state, lastGoodAt }) => (
            <TableRow key={plan.id}>
              <Cell className="max-md:col-start-1 max-md:row-start-2 max-md:text-xs">
                <ProtectionStatus state={state} />
              </Cell>
              <Cell className="max-md:col-start-1 max-md:row-start-1 max-md:truncate">
                <Link href={`/plans/${plan.id}`} className="font-medium hover:underline">
                  {plan.name}
                </Link>
              </Cell>
              <Cell className="max-md:col-start-2 max-md:row-span-2 max-md:row-start-1">
                <RunSpark runs={(runs.get(plan.id) ?? []).toReversed().map(asSpark)} />
              </Cell>
              <Cell className="max-md:col-start-1 max-md:row-start-3 max-md:text-xs max-md:text-muted-foreground">
                <span className="md:hidden">Last good copy </span>
                {lastGoodAt ? <Time at={lastGoodAt} /> : "none yet"}
              </Cell>
              <Cell
                numeric
                className="text-muted-foreground max-md:col-start-2 max-md:row-start-3 max-md:text-xs"
              >
                {plan.nextRunAt ? (
                  <Time at={plan.nextRunAt} />
                ) : plan.enabled ? (
                  "by hand"
                ) : (
                  "paused"
                )}
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

const order: Record<Protection, number> = { unprotected: 0, stale: 1, protected: 2, paused: 3 };

/** A plan is as well off as the worst of its sources. */
function worst(sources: ProtectedSource[], enabled: boolean): Protection {
  if (!enabled) return "paused";
  const states = sources.map(({ protection }) => protection);
  return states.toSorted((a, b) => order[a] - order[b])[0] ?? "unprotected";
}

/** When the copy was made that is oldest among the sources' newest; `null`: one has none. */
function oldestGood(sources: ProtectedSource[]): Date | null {
  const times = sources.map(({ lastGoodAt }) => lastGoodAt?.getTime() ?? 0);
  const oldest = Math.min(...times);
  return times.length > 0 && oldest > 0 ? new Date(oldest) : null;
}

function asSpark(run: RunSummary) {
  const { number, state, startedAt, endedAt, archive } = run;
  const durationMs = startedAt && endedAt ? endedAt.getTime() - startedAt.getTime() : null;
  return { number, state, durationMs, kept: archive !== null };
}
