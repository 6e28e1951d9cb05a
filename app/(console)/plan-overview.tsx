import { plural } from "#components/format";
import { Link } from "#components/link";
import { RunSpark } from "#components/run-spark";
import { ProtectionStatus } from "#components/status";
import { Time } from "#components/time";
import { Card } from "#components/ui/card";
import { Cell, Column, Table, TableBody, TableHead, TableRow } from "#components/ui/table";
import type { Context } from "#lib/context";
import { lastRunsOfPlans } from "#lib/runs";
import { asSpark } from "./plans/spark.tsx";
import { protectionOrder, standingOf } from "./plans/standing.tsx";
import { plansNow, protectionOfAll } from "./reads.tsx";

const plansMax = 8;
const runsShown = 20;

/** Every plan in one line: how it stands, its last 20 runs, its last good copy, its next run. */
export async function PlanOverview({ ctx, className }: { ctx: Context; className?: string }) {
  const plans = await plansNow(ctx);
  const { inPlans } = await protectionOfAll(ctx);
  const lines = plans.map((plan) => {
    return { plan, ...standingOf(plan, inPlans) };
  });
  const shown = lines
    .toSorted((a, b) => protectionOrder[a.state] - protectionOrder[b.state])
    .slice(0, plansMax);
  const planIds = shown.map(({ plan }) => plan.id);
  const runs = await lastRunsOfPlans(ctx, { planIds, limit: runsShown });
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
