"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { afterPress } from "#components/press";
import type { FailureReport } from "#lib/failures";
import { isFilled, type PlanDraft, type SourceDraft } from "../draft.ts";
import { type Problems, problemsOf } from "../schema.ts";
import { type DraftOwner, dropDraft, keepDraft, readKeptDraft } from "./kept-draft.tsx";
import type { KnownDevices, PlanForm, PlanToChange } from "./plan-form-context.tsx";
import { signatureOf, useTrials } from "./use-trials.tsx";

/** Typing is kept once it pauses. */
const keepMs = 400;

export type PlanDraftState = ReturnType<typeof usePlanDraft>;

/** The state of the form: the draft, what is wrong with it, and what the worker says of its sources. */
export function usePlanDraft(plan: PlanToChange | null, initial: PlanDraft, devices: KnownDevices) {
  const kept = useKeptDraft(plan, initial);
  const { draft, setDraft } = kept;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [sent, setSent] = useState(false);
  const [refused, setRefused] = useState<Problems>({});
  const trials = useTrials();
  const saved = useMemo(
    () => new Map(initial.sources.map((s) => [s.key, signatureOf(s)])),
    [initial],
  );

  const own = useMemo(() => problemsOf(draft), [draft]);
  const tried = trialProblems(draft.sources, trials.of);
  const all: Problems = { ...tried.problems, ...own, ...refused };
  const shown = (id: string) => sent || left.has(id) || id in refused;

  const change: PlanForm["change"] = (id, patch) => {
    setRefused((before) => withoutField(before, id));
    setDraft((before) => ({ ...before, ...patch }));
  };
  const form: PlanForm = {
    plan,
    draft,
    trials,
    devices,
    change,
    changeSchedule: (patch) => change("schedule-", { schedule: { ...draft.schedule, ...patch } }),
    changeRetention: (patch) => change("keep-", { retention: { ...draft.retention, ...patch } }),
    changeRule: (field, value) => {
      const rules = { ...draft.retention.rules, [field]: value };
      change("keep-", { retention: { ...draft.retention, rules } });
    },
    changeSource: (key, patch) => {
      const sources = draft.sources.map((s) => (s.key === key ? { ...s, ...patch } : s));
      change(`${key}-`, { sources });
    },
    problem: (id) => (shown(id) ? all[id] : undefined),
    leave: (id) =>
      afterPress(() => setLeft((before) => (before.has(id) ? before : new Set(before).add(id)))),
    isSaved: (source) => source.id !== null && saved.get(source.key) === signatureOf(source),
  };
  return {
    ...kept,
    form,
    /** What keeps the plan from being saved, shown or not. */
    problems: all,
    shownProblems: Object.fromEntries(Object.entries(all).filter(([id]) => shown(id))),
    /** Ids of fields whose source may be saved although it cannot be read now. */
    forgivable: tried.forgivable,
    setSent,
    setRefused,
  };
}

/** The draft, and the copy of it that survives the end of a session or a reload in this tab. */
function useKeptDraft(plan: PlanToChange | null, initial: PlanDraft) {
  const [draft, setDraft] = useState(initial);
  const [restored, setRestored] = useState(false);
  const planId = plan?.id ?? null;
  const stamp = plan?.updatedAt.getTime() ?? null;
  const owner = useMemo<DraftOwner>(
    () => ({ planId, updatedAt: stamp === null ? null : new Date(stamp) }),
    [planId, stamp],
  );
  useEffect(() => {
    const found = readKeptDraft(owner);
    if (!found) return;
    setDraft(found);
    setRestored(true);
  }, [owner]);
  const saved = useRef(false);
  useEffect(() => {
    if (draft === initial) return;
    const timer = setTimeout(() => {
      if (!saved.current) keepDraft(owner, draft);
    }, keepMs);
    return () => clearTimeout(timer);
  }, [draft, initial, owner]);
  return {
    draft,
    setDraft,
    restored,
    /** Forgets what was typed. */
    discard: () => {
      dropDraft(owner);
      setDraft(initial);
      setRestored(false);
    },
    keepNow: () => keepDraft(owner, draft),
    /** The plan has been saved: nothing has to be kept any more. */
    dropKept: () => {
      saved.current = true;
      dropDraft(owner);
    },
  };
}

/** What a person may save all the same: it may be well again by the time of a run. */
const passingCauses = new Set<FailureReport["cause"]>([
  "source-missing",
  "source-unreadable",
  "database-locked",
  "database-corrupt",
  "snapshot-failed",
  "source-empty",
  "worker-silent",
  "worker-busy",
]);

export function isPassing({ cause }: FailureReport): boolean {
  return passingCauses.has(cause);
}

function trialProblems(sources: readonly SourceDraft[], trialOf: PlanForm["trials"]["of"]) {
  const problems: Problems = {};
  const forgivable = new Set<string>();
  for (const source of sources.filter(isFilled)) {
    const trial = trialOf(source);
    if (trial?.state !== "answered" || trial.answer.kind !== "failure") continue;
    const { failure } = trial.answer;
    const id = `${source.key}-${failure.cause === "pattern-invalid" ? "exclude" : "path"}`;
    problems[id] = failure.sentence;
    if (isPassing(failure)) forgivable.add(id);
  }
  return { problems, forgivable };
}

function withoutField(problems: Problems, id: string): Problems {
  const rest = Object.entries(problems).filter(([field]) => !field.startsWith(id));
  return Object.fromEntries(rest);
}
