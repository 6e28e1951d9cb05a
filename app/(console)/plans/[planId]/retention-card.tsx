import { formatBytes, plural } from "#components/format";
import { Link } from "#components/link";
import { RetentionLanes } from "#components/retention-lanes";
import { buttonVariants } from "#components/ui/button";
import { Card, CardBody } from "#components/ui/card";
import type { Context } from "#lib/context";
import type { Plan } from "#lib/plans/schema";
import { listArchives, previewRetention } from "#lib/runs";
import type { RetentionPreview } from "#lib/runs/schema";
import { FreedWords } from "../freed.tsx";

/** What the rule keeps now, and what the next run will let go. */
export async function RetentionCard({ ctx, plan }: { ctx: Context; plan: Plan }) {
  const { id, retention, timeZone } = plan;
  const rule = { planId: id, retention, timeZone };
  const { total, bytes } = await listArchives(ctx, { planId: id, limit: 1 });
  const now = await previewRetention(ctx, rule);
  const nextAt = plan.nextRunAt ?? ctx.clock.now();
  const next = await previewRetention(ctx, { ...rule, nextAt });
  const lanes = { ...now, letGo: next.letGo, letGoCount: next.letGoCount };
  const simulate = (
    <Link href={`/plans/${id}/edit#keep`} className={buttonVariants({ size: "sm" })}>
      Simulate
    </Link>
  );
  return (
    <Card title="Retention" id="retention" aside={simulate}>
      <CardBody className="flex flex-col gap-3">
        <RetentionLanes
          preview={lanes}
          retention={retention}
          now={ctx.clock.now()}
          timeZone={timeZone}
        />
        <p className="text-xs leading-4.5 text-muted-foreground">
          <b className="font-strong text-foreground">
            {plural(total, "archive")}, {formatBytes(bytes)}.
          </b>{" "}
          {nextWords(plan, next)}
          {next.letGoCount > 0 ? (
            <FreedWords asked={{ planId: id, retention, timeZone, nextAt }} judged={next} />
          ) : null}
        </p>
      </CardBody>
    </Card>
  );
}

/** Without its full stop where something goes: what that frees follows. */
function nextWords(plan: Plan, next: RetentionPreview): string {
  if (Object.values(plan.retention).every((rule) => rule === undefined)) {
    return "Everything is kept; nothing is ever let go by this plan.";
  }
  if (next.letGoCount === 0) return "The next run lets nothing go.";
  const when = next.brake === null ? "The next good run" : "Once the brake is off, a good run";
  return `${when} lets ${next.letGoCount} go`;
}
