"use client";

import { useMemo, useState, useTransition } from "react";
import { linesOf } from "#components/config/bounds";
import type { FailureReport } from "#lib/failures";
import { readConfigAction } from "../actions.ts";

/** The text of a version as far as this page has it: its first part, all of it, or with secrets. */
export function useConfigText(given: { versionId: string; first: string; total: number }) {
  const { versionId, first, total } = given;
  const [whole, setWhole] = useState<string | null>(null);
  const [revealed, setRevealed] = useState<string | null>(null);
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, begin] = useTransition();
  const text = revealed ?? whole ?? first;
  const lines = useMemo(() => linesOf(text), [text]);
  const isWhole = text !== first || lines.length >= total;
  /** Fetches the rest where it is not here; `null`: it cannot be had now. */
  const readAll = async (): Promise<string | null> => {
    if (isWhole) return text;
    const answer = await readConfigAction({ versionId });
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return null;
    setWhole(answer.value);
    return answer.value;
  };
  return {
    lines,
    isWhole,
    pending,
    failure,
    isRevealed: revealed !== null,
    reveal: setRevealed,
    hide: () => setRevealed(null),
    /** What a copy is made of. */
    readAll,
    showAll: () =>
      begin(async () => {
        await readAll();
      }),
  };
}

export type ConfigTextState = ReturnType<typeof useConfigText>;
