import { Link } from "#components/link";
import { RunningNow } from "#components/running-now";
import { Time } from "#components/time";
import { Card, Row, Rows } from "#components/ui/card";
import type { Context } from "#lib/context";
import { plansNow } from "./reads.tsx";

const nextMax = 5;

/** Runs that go on, and the next ones due. */
export async function NowAndNext({ ctx, className }: { ctx: Context; className?: string }) {
  const plans = await plansNow(ctx);
  const next = plans
    .flatMap(({ id, name, nextRunAt }) => (nextRunAt ? [{ id, name, at: nextRunAt }] : []))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .slice(0, nextMax);
  return (
    <Card
      title="Now and next"
      aside={
        <Link href="/plans" className="link">
          All plans
        </Link>
      }
      className={className ?? ""}
    >
      <RunningNow />
      {next.length > 0 ? (
        <Rows>
          {next.map((plan) => (
            <Row
              key={plan.id}
              className="grid grid-cols-[minmax(2.75rem,auto)_minmax(0,1fr)_auto] items-baseline gap-3 py-1.75"
            >
              <Time at={plan.at} as="soon" className="font-medium" />
              <Link href={`/plans/${plan.id}`} className="truncate font-medium hover:underline">
                {plan.name}
              </Link>
              <Time at={plan.at} className="text-xs text-muted-foreground" />
            </Row>
          ))}
        </Rows>
      ) : (
        <p className="px-4 py-3 text-muted-foreground">No run is due by itself.</p>
      )}
    </Card>
  );
}
