"use client";

import { useState } from "react";
import { afterPress } from "#components/press";
import type { FailureReport } from "#lib/failures";
import type { Answer } from "#lib/runs";
import { askSourceAction } from "../actions.ts";
import type { SourceDraft } from "../draft.ts";
import { sourceOf } from "../schema.ts";
import { answerTo, type Bells, useBells } from "../worker-answer.tsx";

/** The worker gives up after 30 s; a little later nobody is there. */
const patienceMs = 35_000;

/** What came of looking at a source as it was typed at some moment. */
export type Trial = { signature: string } & (
  | {
      state: "asking";
      /** What was seen at the same path under other patterns: shown until the new answer is there. */
      before: Answer | null;
    }
  | { state: "answered"; answer: Answer }
);

/** The latest look at each source of the form, by its key. */
export interface Trials {
  of(source: SourceDraft): Trial | undefined;
  /** Looks at a source unless that was done; `again` repeats a look that failed. */
  ask(source: SourceDraft, options?: { again: boolean }): Promise<Answer>;
}

/** Asks the worker about sources; of several answers for one row, the latest question's counts. */
export function useTrials(): Trials {
  const [trials, setTrials] = useState<Record<string, Trial>>({});
  const [asked] = useState(() => new Map<string, { signature: string; answer: Promise<Answer> }>());
  const bells = useBells();
  return {
    of: (source) => {
      const trial = trials[source.key];
      return trial?.signature === signatureOf(source) ? trial : undefined;
    },
    async ask(source, { again } = { again: false }) {
      const signature = signatureOf(source);
      const before = asked.get(source.key);
      if (before?.signature === signature) {
        const answer = await before.answer;
        if (!again || answer.kind !== "failure") return answer;
      }
      const answer = askWorker(source, bells.current);
      asked.set(source.key, { signature, answer });
      const show = (trial: Trial) =>
        afterPress(() => {
          if (asked.get(source.key)?.answer !== answer) return;
          setTrials((all) => ({ ...all, [source.key]: trial }));
        });
      const known = before && placeIn(before.signature) === placeIn(signature);
      show({ signature, state: "asking", before: known ? await before.answer : null });
      show({ signature, state: "answered", answer: await answer });
      return answer;
    },
  };
}

/** What decides on a trial: kind, path and rules, not the name. */
export function signatureOf(source: SourceDraft): string {
  const { kind, config } = sourceOf(source);
  return JSON.stringify([kind, "path" in config ? config.path : "devices", config]);
}

/** Kind and path of a signature. */
function placeIn(signature: string): string {
  const [kind, path] = JSON.parse(signature);
  return `${kind} ${path}`;
}

async function askWorker(source: SourceDraft, bells: Bells): Promise<Answer> {
  const { kind, config } = sourceOf(source);
  const asked = await askSourceAction({ kind, config } as ReturnType<typeof sourceOf>);
  if (!asked.ok) return { kind: "failure", failure: asked.failure };
  return answerTo(asked.value.requestId, bells, { patienceMs, silence });
}

const silence: FailureReport = {
  cause: "worker-silent",
  sentence: "The worker did not answer, so the source was not looked at.",
  next: "Check that the worker runs, then try again.",
};
