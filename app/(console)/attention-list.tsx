import { BackUpButton } from "#components/back-up";
import { plural } from "#components/format";
import { Link } from "#components/link";
import { ProtectionStatus } from "#components/status";
import { Age } from "#components/time";
import { buttonVariants } from "#components/ui/button";
import { Card, Row, Rows } from "#components/ui/card";
import type { ProtectedSource } from "#lib/alarms";
import type { Context } from "#lib/context";
import { findRun, listRuns } from "#lib/runs";
import type { RunDetail } from "#lib/runs/schema";
import { protectionOfAll } from "./reads.tsx";

/** As many causes are shown; the rest are counted. */
const causesMax = 6;
const namesMax = 3;

/** Sources that are not protected, by the age of their last good copy; one cause, one row. */
export async function AttentionList({ ctx, className }: { ctx: Context; className?: string }) {
  const { sources } = await protectionOfAll(ctx);
  const bad = sources.filter(({ protection }) => ["stale", "unprotected"].includes(protection));
  if (bad.length === 0) return null;
  const causes = await groupByCause(ctx, bad);
  const shown = causes.slice(0, causesMax);
  const left = causes.slice(causesMax).reduce((sum, cause) => sum + cause.sources.length, 0);
  return (
    <Card
      title="Needs attention"
      aside={<span className="max-md:hidden">Age of last good copy, oldest first</span>}
      footer={left > 0 ? `${plural(left, "source")} more, on the pages of their plans` : undefined}
      className={className ?? ""}
    >
      <Rows>
        {shown.map((cause) => (
          <CauseRow key={cause.sources[0]?.source.id} cause={cause} />
        ))}
      </Rows>
    </Card>
  );
}

interface AttentionCause {
  /** Of one plan, with one reason, oldest copy first. */
  sources: ProtectedSource[];
  sentence: string;
  /** The newest run of the plan; `null` before the first. */
  run: RunDetail | null;
}

function CauseRow({ cause }: { cause: AttentionCause }) {
  const [first] = cause.sources;
  if (!first) return null;
  const names = cause.sources.slice(0, namesMax).map(({ source }) => source.name);
  const more = cause.sources.length - names.length;
  return (
    <Row
      data-row
      className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-3 gap-y-1 py-3 md:grid-cols-[1rem_minmax(0,1fr)_4.5rem_8.5rem] md:items-center md:gap-x-4"
    >
      <ProtectionStatus state={first.protection} bare className="mt-0.5 self-start" />
      <div className="min-w-0">
        <p className="truncate">
          <Link href={`/plans/${first.plan.id}`} className="font-medium hover:underline">
            {names.join(", ")}
            {more > 0 ? ` and ${more} more` : ""}
          </Link>{" "}
          <span className="text-muted-foreground">{first.plan.name}</span>
        </p>
        <p className="text-pretty text-muted-foreground">{cause.sentence}</p>
      </div>
      <p className="self-start text-right font-strong md:self-center">
        {first.lastGoodAt ? <Age since={first.lastGoodAt} /> : "Never"}
        <span className="sr-only">
          {first.lastGoodAt ? " since the last good copy" : " had a good copy"}
        </span>
      </p>
      <div className="col-span-2 col-start-2 max-md:mt-2 md:col-span-1 md:col-start-auto">
        <NextStep cause={cause} planId={first.plan.id} />
      </div>
    </Row>
  );
}

function NextStep({ cause, planId }: { cause: AttentionCause; planId: string }) {
  const { run } = cause;
  const style = buttonVariants({ size: "sm", className: "md:w-full" });
  if (run && !run.endedAt) {
    return (
      <Link href={`/runs/${run.number}`} className={style}>
        Watch run {run.number}
      </Link>
    );
  }
  if (run && run.state !== "succeeded") {
    return (
      <Link href={`/runs/${run.number}`} className={style}>
        Review run {run.number}
      </Link>
    );
  }
  return (
    <BackUpButton
      planId={planId}
      size="sm"
      variant="outline"
      className="md:w-full"
      data-shortcut={undefined}
    />
  );
}

async function groupByCause(ctx: Context, bad: ProtectedSource[]): Promise<AttentionCause[]> {
  const runs = new Map<string, RunDetail | null>();
  const causes = new Map<string, AttentionCause>();
  const oldestFirst = bad.toSorted(
    (a, b) => (a.lastGoodAt?.getTime() ?? 0) - (b.lastGoodAt?.getTime() ?? 0),
  );
  for (const source of oldestFirst) {
    const planId = source.plan.id;
    if (!runs.has(planId)) runs.set(planId, await newestRun(ctx, planId));
    const run = runs.get(planId) ?? null;
    const sentence = reasonOf(source, run);
    const key = `${planId} ${source.protection} ${sentence}`;
    const cause = causes.get(key) ?? { sources: [], sentence, run };
    cause.sources.push(source);
    causes.set(key, cause);
  }
  return [...causes.values()];
}

async function newestRun(ctx: Context, planId: string): Promise<RunDetail | null> {
  const { runs } = await listRuns(ctx, { planId, limit: 1 });
  return runs[0] ? findRun(ctx, runs[0].id) : null;
}

/** Why a source has no fresh copy, from the newest run of its plan. */
function reasonOf({ source, objectiveMs }: ProtectedSource, run: RunDetail | null): string {
  if (!run) return "It has not been backed up yet.";
  if (!run.endedAt) return run.waitingFor ?? "A run is going on.";
  const step = run.steps.find(({ sourceId }) => sourceId === source.id);
  if (step?.error) return step.error.sentence;
  if (run.error) return run.error.sentence;
  if (run.archive && run.archive.without.length > 0) {
    return `The last archive is without ${run.archive.without.join(", ")}, so it does not count.`;
  }
  if (run.state === "cancelled") return "The last run was cancelled. Nothing was kept.";
  if (run.state === "interrupted") return "The last run was interrupted. Nothing was kept.";
  if (!step) return "It joined the plan after its last run.";
  return objectiveMs === null
    ? "Its plan runs by hand only."
    : "No run has finished in time since the last good copy.";
}
