import { formatBytes, formatCount, formatDuration, plural } from "#components/format";
import { RunStatus, StepStatus } from "#components/status";
import { Duration } from "#components/time";
import { Card } from "#components/ui/card";
import { cn } from "#components/ui/cn";
import { visibleName } from "#lib/entries";
import type { RunDetail, RunStep } from "#lib/runs/schema";
import { StepShare } from "./step-share.tsx";

/** What a run does, in order, with what each step took and gave. */
export function RunSteps({ run }: { run: RunDetail }) {
  const done = run.steps.filter((step) => !["waiting", "running"].includes(step.state)).length;
  return (
    <Card
      title="Steps"
      aside={
        run.steps.length > 0 ? (
          <span className="tabular-nums">
            {formatCount(done)} of {formatCount(run.steps.length)} done
          </span>
        ) : null
      }
    >
      {run.steps.length > 0 ? (
        <ol className="px-4 py-3">
          {run.steps.map((step) => (
            <Step key={step.id} step={step} runId={run.id} />
          ))}
        </ol>
      ) : (
        <p className="px-4 py-3 text-muted-foreground">
          {run.endedAt ? "It ended before its first step." : "They are known once it begins."}
        </p>
      )}
    </Card>
  );
}

function Step({ step, runId }: { step: RunStep; runId: string }) {
  const quiet = step.state === "waiting" || step.state === "skipped";
  const cancelled = step.error?.cause === "cancelled"; // a wish, no failure; the page says whose
  return (
    <li className="group relative flex gap-2.5 pb-3.5 last:pb-0">
      <span
        aria-hidden="true"
        className="absolute top-6 bottom-0.5 left-[0.46875rem] w-px bg-border group-last:hidden"
      />
      {cancelled ? (
        <RunStatus state="cancelled" bare className="mt-0.5" />
      ) : (
        <StepStatus state={step.state} bare className="mt-0.5" />
      )}
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-3">
          <h3 className={cn("truncate", quiet ? "text-muted-foreground" : "font-medium")}>
            {visibleName(step.name)}
          </h3>
          <span className="text-xs whitespace-nowrap text-muted-foreground tabular-nums">
            <StepTime step={step} />
          </span>
        </div>
        {step.state === "running" ? (
          <StepShare runId={runId} step={step} />
        ) : (
          <p className="text-xs text-pretty text-muted-foreground tabular-nums">{countsOf(step)}</p>
        )}
        {step.message ? (
          <p className="text-xs text-pretty wrap-anywhere text-muted-foreground">
            {visibleName(step.message)}
          </p>
        ) : null}
        {step.error && !cancelled ? (
          <p className="text-xs text-pretty wrap-anywhere text-failure">
            {visibleName(step.error.sentence)}
          </p>
        ) : null}
      </div>
    </li>
  );
}

function StepTime({ step }: { step: RunStep }) {
  if (step.startedAt) {
    return (
      <>
        <Duration from={step.startedAt} until={step.endedAt} />
        {step.state === "running" && step.usualMs !== null
          ? `, usually ${formatDuration(step.usualMs)}`
          : null}
      </>
    );
  }
  if (step.state === "skipped") return "skipped";
  return step.usualMs === null ? null : `usually ${formatDuration(step.usualMs)}`;
}

function countsOf({ counts }: RunStep): string {
  return [
    counts.entries > 0 ? plural(counts.entries, "entry", "entries") : null,
    counts.bytes > 0 ? formatBytes(counts.bytes) : null,
    counts.warnings > 0 ? plural(counts.warnings, "warning") : null,
  ]
    .filter((part) => part !== null)
    .join(", ");
}
