import { Link } from "#components/link";
import { buttonVariants } from "#components/ui/button";
import { CardFooter } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { Column, Table, TableBody, TableHead } from "#components/ui/table";
import type { Context } from "#lib/context";
import { type Plan, sourcePlace } from "#lib/plans/schema";
import { lastRunsOfPlans } from "#lib/runs";
import { openRunsNow, plansNow, protectionOfAll } from "../reads.tsx";
import { type ListState, listAddress, listLimit, type PlanSort } from "./list-state.ts";
import { PlanLine } from "./plan-line.tsx";
import { protectionOrder, type Standing, standingOf } from "./standing.tsx";

const runsShown = 20;

/** The plans that match, worst first unless the address says otherwise. */
export async function PlanList({ ctx, state }: { ctx: Context; state: ListState }) {
  const { inPlans } = await protectionOfAll(ctx);
  const open = await openRunsNow(ctx);
  const matching = (await plansNow(ctx))
    .map((plan) => ({ plan, standing: standingOf(plan, inPlans) }))
    .filter((line) => matches(line, state))
    .sort(orders[state.sort]);
  if (state.turned) matching.reverse();
  if (matching.length === 0) return <NoMatch state={state} />;
  const { offset } = state;
  const shown = matching.slice(offset, offset + listLimit);
  const planIds = shown.map(({ plan }) => plan.id);
  const runs = await lastRunsOfPlans(ctx, { planIds, limit: runsShown });
  const lines = shown.map((line) => ({
    ...line,
    runs: runs.get(line.plan.id) ?? [],
    open: open.find((run) => run.plan.id === line.plan.id) ?? null,
  }));
  const href = (next: number) => listAddress(state, { offset: next });
  return (
    <>
      <Table label="Plans" cards>
        <TableHead>
          <Column sort={sortOf(state, "state")}>State</Column>
          <Column sort={sortOf(state, "name")}>Plan</Column>
          <Column className="max-wide:hidden">Sources</Column>
          <Column>Last run</Column>
          <Column sort={sortOf(state, "copy")}>Last good copy</Column>
          <Column className="max-lg:hidden">Last 20 runs</Column>
          <Column sort={sortOf(state, "next")}>Next run</Column>
          <Column>Enabled</Column>
          <Column>
            <span className="sr-only">Actions</span>
          </Column>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <PlanLine key={line.plan.id} {...line} />
          ))}
        </TableBody>
      </Table>
      <CardFooter>
        <Pager offset={offset} limit={listLimit} total={matching.length} href={href}>
          <span className="max-lg:hidden">Bars up: copy kept, height is duration</span>
          <span className="max-lg:hidden">Bars down: nothing kept</span>
        </Pager>
      </CardFooter>
    </>
  );
}

interface Line {
  plan: Plan;
  standing: Standing;
}

function matches({ plan, standing }: Line, { q, type, state }: ListState): boolean {
  if (type && plan.type !== type) return false;
  if (state && standing.state !== state) return false;
  const wanted = q.toLowerCase();
  return [plan.name, ...plan.sources.flatMap((source) => [source.name, sourcePlace(source)])].some(
    (text) => text.toLowerCase().includes(wanted),
  );
}

const names = new Intl.Collator("en", { numeric: true });
const byName = (a: Line, b: Line) => names.compare(a.plan.name, b.plan.name);
const timeOf = (at: Date | null, none: number) => at?.getTime() ?? none;

/** Each order's natural direction: worst, A, oldest copy and soonest run first. */
const orders: Record<PlanSort, (a: Line, b: Line) => number> = {
  state: (a, b) =>
    protectionOrder[a.standing.state] - protectionOrder[b.standing.state] ||
    timeOf(a.standing.lastGoodAt, 0) - timeOf(b.standing.lastGoodAt, 0) ||
    byName(a, b),
  name: byName,
  copy: (a, b) =>
    timeOf(a.standing.lastGoodAt, 0) - timeOf(b.standing.lastGoodAt, 0) || byName(a, b),
  next: (a, b) => timeOf(a.plan.nextRunAt, never) - timeOf(b.plan.nextRunAt, never) || byName(a, b),
};
const never = Number.MAX_SAFE_INTEGER;

function sortOf(state: ListState, sort: PlanSort) {
  const isSort = state.sort === sort;
  const direction = isSort ? (state.turned ? "descending" : "ascending") : null;
  const turned = isSort && !state.turned ? ("1" as const) : undefined;
  return { href: listAddress(state, { sort, turned }), direction } as const;
}

function NoMatch({ state }: { state: ListState }) {
  const said = [state.q ? `“${state.q}”` : "", state.state ?? "", state.type ?? ""];
  return (
    <EmptyState
      title={`No plan matches ${said.filter(Boolean).join(", ")}`}
      action={
        <Link href="/plans" className={buttonVariants()}>
          Show all plans
        </Link>
      }
    />
  );
}
