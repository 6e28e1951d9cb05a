import { formatBytes, plural } from "#components/format";
import { Link } from "#components/link";
import { Card, Row, Rows } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import type { Context } from "#lib/context";
import { storageNow } from "../reads.tsx";

/** Which plans take most of the vault. */
export async function PlanStorage({ ctx }: { ctx: Context }) {
  const storage = await storageNow(ctx);
  if ("failure" in storage) return null; // the card above says it
  const { byPlan } = storage.use;
  return (
    <Card title="Archives by plan" aside="Largest first">
      {byPlan.length === 0 ? <EmptyState title="There is no archive yet." /> : null}
      <Rows>
        {byPlan.map(({ plan, archives, bytes }) => (
          <Row key={plan.id} className="flex items-baseline gap-4">
            <Link href={`/archives?plan=${plan.id}`} className="link min-w-0 flex-1 truncate">
              {plan.name}
            </Link>
            <span className="text-xs text-muted-foreground">{plural(archives, "archive")}</span>
            <span className="w-20 text-right font-strong tabular-nums">{formatBytes(bytes)}</span>
          </Row>
        ))}
      </Rows>
    </Card>
  );
}
