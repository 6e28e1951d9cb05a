import { formatBytes, formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { StepStatus } from "#components/status";
import { Card } from "#components/ui/card";
import type { Context } from "#lib/context";
import { visibleName } from "#lib/entries";
import { findPlan } from "#lib/plans";
import { listMessages } from "#lib/runs";
import type { RunDetail, RunStep } from "#lib/runs/schema";
import { AcceptSource } from "./accept-source.tsx";
import { DeviceGroups } from "./devices/device-groups.tsx";
import { otherWarnings, type RunDevices } from "./devices/reads.ts";
import { type CauseGroup, causesOfRun } from "./reads.ts";
import { ResultGroup, ResultLine } from "./result-group.tsx";

/** As many warnings of a run are grouped; a run lists no more. */
const warningsMax = 1_001;
/** As many things of one group are shown; the log has all of them. */
const thingsMax = 25;

/** What the sources gave, what they did not and why, with the fix on each group. */
export async function ResultsByCause({
  ctx,
  run,
  devices,
}: {
  ctx: Context;
  run: RunDetail;
  devices: RunDevices | null;
}) {
  const sources = run.steps.filter((step) => step.kind === "source");
  if (sources.length === 0) return null;
  const levels = ["warning"] as const;
  const warnings = await listMessages(ctx, { runId: run.id, levels, limit: warningsMax });
  const shown = warnings.map((each) => ({
    ...each,
    subject: visibleName(each.subject),
    sentence: visibleName(each.sentence),
  }));
  const groups = causesOfRun(run, otherWarnings(shown, devices?.devices ?? [])).filter(
    ({ cause }) => !devices || cause !== "no-device-answered", // its devices say why
  );
  const accepted = groups.some((group) => group.cause === "source-empty")
    ? await acceptedSince(ctx, run)
    : new Set<string>();
  return (
    <Card
      title="Results by cause"
      aside={<span className="max-md:hidden">Grouped so that one fix clears many</span>}
    >
      <div className="divide-y">
        {groups.map((group, index) => (
          <ResultGroup
            key={`${group.tone} ${group.cause}`}
            glyph={<StepStatus state={group.tone} bare />}
            title={group.title}
            count={group.things.length}
            note={group.next}
            open={index === 0 || group.tone === "failed"}
          >
            <Things group={group} run={run} accepted={accepted} />
          </ResultGroup>
        ))}
        {devices ? <DeviceGroups run={run} groups={devices.groups} /> : null}
        <SourceGroups
          steps={devices ? sources.filter((step) => !step.ofDevices) : sources}
          clean={groups.length === 0 && !devices}
        />
      </div>
    </Card>
  );
}

function Things({
  group,
  run,
  accepted,
}: {
  group: CauseGroup;
  run: RunDetail;
  accepted: ReadonlySet<string>;
}) {
  const things = group.things.slice(0, thingsMax);
  const more = group.things.length - things.length;
  return (
    <>
      <ul className="flex flex-col gap-2">
        {things.map(({ key, name, sentence, step }) => (
          <ResultLine key={key} name={name} sentence={sentence}>
            {step ? <Fix step={step} run={run} accepted={accepted} /> : null}
          </ResultLine>
        ))}
      </ul>
      {more > 0 ? (
        <p className="mt-2 text-xs text-muted-foreground">
          {formatCount(more)} more; the log names them.
        </p>
      ) : null}
    </>
  );
}

function Fix({
  step,
  run,
  accepted,
}: {
  step: RunStep;
  run: RunDetail;
  accepted: ReadonlySet<string>;
}) {
  const { sourceId, error } = step;
  if (sourceId && accepted.has(sourceId)) {
    return <span className="text-xs text-muted-foreground">Accepted as it is since</span>;
  }
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {sourceId && error?.cause === "source-empty" && run.endedAt ? (
        <AcceptSource runId={run.id} sourceId={sourceId} name={step.name} />
      ) : null}
      <Link href={`/plans/${run.plan.id}/edit`} className="link py-1 text-xs">
        Edit plan
      </Link>
    </span>
  );
}

/** What went well or has still to come, one line for each kind. */
function SourceGroups({ steps, clean }: { steps: RunStep[]; clean: boolean }) {
  const read = steps.filter((step) => step.state === "succeeded" || step.state === "warnings");
  const open = steps.filter((step) => step.state === "waiting" || step.state === "running");
  const bytes = read.reduce((sum, step) => sum + step.counts.bytes, 0);
  const entries = read.reduce((sum, step) => sum + step.counts.entries, 0);
  return (
    <>
      {read.length > 0 ? (
        <ResultGroup
          glyph={<StepStatus state="succeeded" bare />}
          title="Read"
          count={read.length}
          note={`${plural(entries, "entry", "entries")}, ${formatBytes(bytes)}`}
          open={clean}
        >
          <ul className="flex flex-col gap-2">
            {read.map(({ id, name, counts }) => (
              <ResultLine
                key={id}
                name={visibleName(name)}
                sentence={plural(counts.entries, "entry", "entries")}
              >
                <span className="text-xs whitespace-nowrap text-muted-foreground tabular-nums">
                  {formatBytes(counts.bytes)}
                </span>
              </ResultLine>
            ))}
          </ul>
        </ResultGroup>
      ) : null}
      {open.length > 0 ? (
        <ResultGroup
          glyph={<StepStatus state="waiting" bare />}
          title="Still to be read"
          count={open.length}
          note={open.map((step) => visibleName(step.name)).join(", ")}
        />
      ) : null}
    </>
  );
}

/** Sources a person accepted after this run ended. */
async function acceptedSince(ctx: Context, run: RunDetail): Promise<Set<string>> {
  const plan = await findPlan(ctx, run.plan.id);
  const since = run.endedAt;
  if (!plan || !since) return new Set();
  const accepted = plan.sources.filter(({ acceptedAt }) => acceptedAt && acceptedAt >= since);
  return new Set(accepted.map(({ id }) => id));
}
