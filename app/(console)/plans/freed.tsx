"use client";

import { useEffect, useState } from "react";
import { formatBytes } from "#components/format";
import type { FailureReport } from "#lib/failures";
import type { Retention } from "#lib/plans/schema";
import type { FreesAnswer } from "#lib/runs";
import type { RetentionPreview } from "#lib/runs/schema";
import { askFreedAction } from "./actions.ts";
import { answerTo, useBells } from "./worker-answer.tsx";

/** The worker gives up after two minutes; a little later nobody is there. */
const patienceMs = 130_000;

/** What letting archives go frees; `counting`: the worker looks through the vault. */
export type Freed = { state: "counting" | "unknown" } | { state: "known"; bytes: number };

interface Question {
  planId: string;
  retention: Retention;
  timeZone: string;
  /** Judged as it will be after one more good archive at that time. */
  nextAt: Date | null;
}

/**
 * Asks the worker what a rule frees, once for each set of archives that it lets go. A later question
 * takes the place of an earlier one, there as well as here.
 */
export function useFreed(asked: Question | null, judged: RetentionPreview): Freed {
  const bells = useBells();
  const going = judged.letGo.map(({ run }) => run);
  const key = asked && judged.letGoCount > 0 ? `${judged.letGoCount} ${going.join(" ")}` : "";
  const [known, setKnown] = useState<{ key: string; freed: Freed } | null>(null);
  const question = JSON.stringify(asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what goes decides, not by which numbers
  useEffect(() => {
    if (!key || !asked) return;
    let isWanted = true;
    const ask = async (): Promise<Freed> => {
      const put = await askFreedAction(JSON.parse(question, reviveDate));
      if (!put.ok) return { state: "unknown" };
      const { requestId } = put.value;
      const answer = await answerTo<FreesAnswer>(requestId, bells.current, { patienceMs, silence });
      if (answer.kind !== "retention-frees" || answer.bytes === null) return { state: "unknown" };
      return { state: "known", bytes: answer.bytes };
    };
    ask().then((freed) => isWanted && setKnown({ key, freed }));
    return () => {
      isWanted = false;
    };
  }, [key]);
  if (!key) return { state: "known", bytes: 0 };
  return known?.key === key ? known.freed : { state: "counting" };
}

function reviveDate(field: string, value: unknown): unknown {
  return field === "nextAt" && typeof value === "string" ? new Date(value) : value;
}

const silence: FailureReport = {
  cause: "worker-silent",
  sentence: "The worker did not answer, so nothing was counted.",
  next: "Check that the worker runs, then try again.",
};

/** The end of a sentence that says what goes: " and frees 4.1 GB when pruned." */
export function freedWords(freed: Freed): string {
  if (freed.state === "known") return ` and frees ${formatBytes(freed.bytes)} when pruned.`;
  return freed.state === "counting"
    ? ". Counting what that frees …"
    : ". What that frees could not be counted.";
}

/** The same where nothing is typed, such as on the page of the plan. */
export function FreedWords({ asked, judged }: { asked: Question; judged: RetentionPreview }) {
  return <span aria-live="polite">{freedWords(useFreed(asked, judged))}</span>;
}
