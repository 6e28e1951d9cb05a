"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { plural } from "#components/format";
import { toast } from "#components/ui/toast";
import type { FailureReport } from "#lib/failures";
import { backUpAction } from "../../actions.ts";
import { changePlanAction, createPlanAction } from "../actions.ts";
import { isFilled } from "../draft.ts";
import { fieldId, inputOf, type Problems, problemsOf } from "../schema.ts";
import type { HeartbeatDraft } from "./use-heartbeat.tsx";
import { isPassing, type PlanDraftState } from "./use-plan-draft.tsx";

export interface Save {
  /** Tries the sources, saves the plan, and goes to it or to its first run. */
  submit(wish: { thenRun: boolean; anyway?: boolean }): Promise<void>;
  /** What is under way, as words for the button; `null` when nothing is. */
  pending: string | null;
  /** What went wrong and belongs to no field. */
  failure: FailureReport | null;
  /** What the person wanted when sources could not be read for now; they may have it all the same. */
  held: { thenRun: boolean } | null;
  /** Takes the focus after a submit that was refused. */
  summary: React.RefObject<HTMLDivElement | null>;
}

export function useSave(state: PlanDraftState, heartbeat: HeartbeatDraft): Save {
  const router = useRouter();
  const [pending, setPending] = useState<string | null>(null);
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [held, setHeld] = useState<Save["held"]>(null);
  const summary = useRef<HTMLDivElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) summary.current?.focus();
  }, [refusals]);

  const refuse = () => {
    setPending(null);
    setRefusals((count) => count + 1);
  };
  const { draft, form } = state;

  const submit: Save["submit"] = async ({ thenRun, anyway = false }) => {
    if (pending) return;
    state.setSent(true);
    setFailure(null);
    setHeld(null);
    if (Object.keys(problemsOf(draft)).length > 0) return refuse();
    const failures = await trySources(state, setPending);
    const passing = failures.every(isPassing);
    if (failures.length > 0 && !(anyway && passing)) {
      if (passing) setHeld({ thenRun });
      return refuse();
    }
    setPending("Saving");
    if (!(await heartbeat.check())) return refuse();
    const saved = form.plan
      ? await changePlanAction({ ...idOf(form.plan), input: inputOf(draft) })
      : await createPlanAction(inputOf(draft));
    if (!saved.ok) {
      state.keepNow();
      const fields = refusedFields(state, saved);
      state.setRefused(fields);
      if (Object.keys(fields).length === 0) setFailure(saved.failure);
      if (saved.failure.cause === "stale") router.refresh(); // shows what it has become
      return refuse();
    }
    await heartbeat.store(saved.value.id);
    state.dropKept();
    const { id } = saved.value;
    router.push(thenRun ? await startRun(id) : `/plans/${id}`);
  };
  return { submit, pending, failure, held, summary };
}

function idOf(plan: { id: string; updatedAt: Date }) {
  return { id: plan.id, updatedAt: plan.updatedAt };
}

/** Looks at each source that is new or changed; what failed is shown at its row. */
async function trySources(
  { draft, form }: PlanDraftState,
  say: (words: string) => void,
): Promise<FailureReport[]> {
  if (form.plan?.builtIn) return [];
  const sources = draft.sources.filter((source) => isFilled(source) && !form.isSaved(source));
  if (sources.length === 0) return [];
  say(`Trying ${plural(sources.length, "source")}`);
  const answers = await Promise.all(
    sources.map((source) => form.trials.ask(source, { again: true })),
  );
  return answers.flatMap((answer) => (answer.kind === "failure" ? [answer.failure] : []));
}

/** Starts the first run; where that fails the plan exists all the same. */
async function startRun(planId: string): Promise<string> {
  const run = await backUpAction({ planId });
  if (run.ok) return `/runs/${run.value.number}`;
  toast.error(run.failure.sentence, { description: run.failure.next });
  return `/plans/${planId}`;
}

/** What the server refused, by the fields it concerns. */
function refusedFields(
  { draft }: PlanDraftState,
  refused: { failure: FailureReport; fields?: Record<string, string> },
): Problems {
  const { cause, sentence } = refused.failure;
  if (cause === "name-taken") return { name: sentence };
  if (cause === "never-runs") return { "schedule-cron": sentence };
  const fields = Object.entries(refused.fields ?? {});
  return Object.fromEntries(fields.map(([path, problem]) => [fieldId(draft, path), problem]));
}
