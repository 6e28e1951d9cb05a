"use client";

import { useNow } from "#components/clock";
import { formatBytes, formatCount, formatTime, formatWeekday } from "#components/format";
import { countSources } from "#components/source-kind";
import { Button } from "#components/ui/button";
import { isFilled } from "../draft.ts";
import { usePlanForm } from "./plan-form-context.tsx";
import { type Meanwhile, SaveRefused } from "./save-refused.tsx";
import type { PlanDraftState } from "./use-plan-draft.tsx";
import type { JudgedArchives } from "./use-retention-preview.tsx";
import type { Save } from "./use-save.tsx";
import type { ShownPreview } from "./use-schedule-preview.tsx";

interface PlanSummaryProps {
  schedule: ShownPreview;
  judged: JudgedArchives;
  state: PlanDraftState;
  save: Save;
  /** Somebody saved the plan since this form was filled. */
  meanwhile: Meanwhile | null;
}

/** The plan as one sentence with its next runs, what is wrong with it, and the buttons. */
export function PlanSummary({ schedule, judged, state, save, meanwhile }: PlanSummaryProps) {
  return (
    <aside
      aria-label="Summary"
      className="max-lg:contents lg:sticky lg:top-17 lg:rounded-lg lg:border lg:bg-card"
    >
      <div className="divide-y max-lg:rounded-lg max-lg:border max-lg:bg-card">
        <Sentence schedule={schedule} judged={judged} />
        <NextRuns schedule={schedule} />
        <Found />
      </div>
      <div className="sticky bottom-0 z-10 flex flex-col gap-2 max-lg:-mx-4 max-lg:border-t max-lg:bg-background/92 max-lg:px-4 max-lg:py-3 max-lg:backdrop-blur-md max-md:bottom-[calc(3.75rem+env(safe-area-inset-bottom))] lg:border-t lg:p-4">
        <SaveRefused state={state} save={save} meanwhile={meanwhile} />
        <Buttons save={save} />
      </div>
    </aside>
  );
}

function Sentence({ schedule, judged }: Pick<PlanSummaryProps, "schedule" | "judged">) {
  const { draft } = usePlanForm();
  const sources = draft.sources.filter(isFilled);
  return (
    <div className="p-4">
      <p className="text-base leading-6 text-pretty text-muted-foreground">
        {schedule.preview.sentence}, back up{" "}
        <b className="font-strong text-foreground">
          {sources.length > 0 ? countSources(sources.map(({ kind }) => kind)) : "nothing yet"}
        </b>
        . <b className="font-strong text-foreground">{judged.sentence}.</b>
      </p>
      {draft.enabled ? null : (
        <p className="mt-1 text-xs text-muted-foreground">
          Disabled: it runs only when started by hand.
        </p>
      )}
    </div>
  );
}

function NextRuns({ schedule }: { schedule: ShownPreview }) {
  const { draft } = usePlanForm();
  const now = useNow();
  const { nextRuns } = schedule.preview;
  if (nextRuns.length === 0 || schedule.failure) return null;
  return (
    <div className="px-4 py-3">
      <h2 className="text-xs font-medium text-muted-foreground">
        {draft.enabled ? "Next five runs" : "Would run next"}
      </h2>
      <ol>
        {nextRuns.map((at) => (
          <li key={at.getTime()} className="pt-1">
            <time dateTime={at.toISOString()} className="flex justify-between">
              <span>{formatWeekday(at, now, draft.timeZone)}</span>
              <span>{formatTime(at, draft.timeZone)}</span>
            </time>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What the looks at the sources have found so far. */
function Found() {
  const { draft, trials } = usePlanForm();
  const found = draft.sources.filter(isFilled).flatMap((source) => {
    const trial = trials.of(source);
    if (trial?.state !== "answered" || trial.answer.kind === "failure") return [];
    if (trial.answer.kind === "preview-folder") return [trial.answer.preview.included];
    return [{ files: 1, bytes: trial.answer.bytes ?? 0 }];
  });
  if (found.length === 0) return null;
  const files = found.reduce((sum, each) => sum + each.files, 0);
  const bytes = found.reduce((sum, each) => sum + each.bytes, 0);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 px-4 py-3 text-xs tabular-nums">
      <dt className="text-muted-foreground">Found there</dt>
      <dd className="text-right">
        {formatCount(files)} {files === 1 ? "file" : "files"}, {formatBytes(bytes)}
      </dd>
    </dl>
  );
}

function Buttons({ save }: { save: Save }) {
  const { plan } = usePlanForm();
  const pending = save.pending !== null;
  return (
    <div className="flex gap-2 lg:flex-col">
      <Button variant="primary" type="submit" pending={pending} className="max-lg:flex-1">
        {save.pending ?? (plan ? "Save changes" : "Create plan")}
      </Button>
      <Button
        className="max-lg:flex-1"
        disabledBecause={pending ? `${save.pending}.` : null}
        onClick={() => save.submit({ thenRun: true })}
      >
        {plan ? "Save and back up now" : "Create and back up now"}
      </Button>
    </div>
  );
}
