import { Activity } from "lucide-react";
import { BackUpSplit } from "#components/back-up";
import { Link } from "#components/link";
import { buttonVariants } from "#components/ui/button";
import { CardFooter } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { Column, Table, TableBody, TableHead } from "#components/ui/table";
import type { Context } from "#lib/context";
import { listRuns, usualRunDurations } from "#lib/runs";
import { plansNow } from "../reads.tsx";
import { type RunsQuery, runsAddress, runsOnPage } from "./list-state.ts";
import { RunRow } from "./run-row.tsx";
import { durationMsOf } from "./words.ts";

/** One page of the runs that match. */
export async function RunList({ ctx, query }: { ctx: Context; query: RunsQuery }) {
  const { plan, state, trigger, offset } = query;
  const { runs, total } = await listRuns(ctx, {
    planId: plan,
    states: state && [state],
    triggers: trigger && [trigger],
    offset,
    limit: runsOnPage,
  });
  if (runs.length === 0) return <NoRuns ctx={ctx} query={query} total={total} />;
  const now = ctx.clock.now();
  const usual = await usualRunDurations(
    ctx,
    runs.map((run) => run.plan.id),
  );
  const lengths = runs.flatMap((run) => [durationMsOf(run, now) ?? 0, usual.get(run.plan.id) ?? 0]);
  const scaleMs = Math.max(...lengths);
  return (
    <>
      <Table label="Runs, newest first" cards>
        <TableHead>
          <Column>State</Column>
          <Column>Run</Column>
          <Column>Started</Column>
          <Column>Duration</Column>
          <Column>Result</Column>
          <Column numeric>Kept</Column>
        </TableHead>
        <TableBody>
          {runs.map((run) => (
            <RunRow
              key={run.id}
              run={run}
              bar={{
                ms: durationMsOf(run, now),
                usualMs: usual.get(run.plan.id) ?? null,
                scaleMs,
                state: run.state,
              }}
            />
          ))}
        </TableBody>
      </Table>
      <CardFooter>
        <Pager
          offset={offset}
          limit={runsOnPage}
          total={total}
          href={(next) => runsAddress({ ...query, offset: next })}
        >
          <span className="max-md:hidden">The tick on a bar is the plan's usual time.</span>
        </Pager>
      </CardFooter>
    </>
  );
}

async function NoRuns({ ctx, query, total }: { ctx: Context; query: RunsQuery; total: number }) {
  const filtered = Boolean(query.plan ?? query.state ?? query.trigger);
  if (filtered || total > 0) {
    return (
      <EmptyState
        icon={<Activity />}
        title={total > 0 ? "The list ends before this page" : "No run matches"}
        action={
          <Link
            href={runsAddress(total > 0 ? { ...query, offset: 0 } : {})}
            className={buttonVariants({ variant: "primary" })}
          >
            {total > 0 ? "Go to the newest" : "Show all runs"}
          </Link>
        }
      />
    );
  }
  const plans = (await plansNow(ctx)).filter((plan) => plan.sources.length > 0);
  return (
    <EmptyState
      icon={<Activity />}
      title="Nothing has run yet"
      action={
        plans.length > 0 ? (
          <BackUpSplit plans={plans.map(({ id, name }) => ({ id, name }))} />
        ) : (
          <Link href="/plans/new" className={buttonVariants({ variant: "primary" })}>
            New plan
          </Link>
        )
      }
      link={
        <Link href="/plans" className="link">
          All plans
        </Link>
      }
    >
      Each run of a plan stands here with what it kept, or why it kept nothing.
    </EmptyState>
  );
}
