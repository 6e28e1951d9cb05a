"use client";

import { useMemo, useRef, useState } from "react";
import { useLive } from "#components/live";
import type { RunMessage } from "#lib/runs/schema";
import { readLogAction } from "../actions.ts";

/** New lines are asked for this often at most. */
const readEveryMs = 1_000;

/** The lines of a run's log: those the page came with, and those written since. */
export function useRunLog(runId: string, served: RunMessage[]): RunMessage[] {
  const [added, setAdded] = useState<RunMessage[]>([]);
  const lines = useMemo(() => {
    const last = served.at(-1)?.id ?? 0;
    return [...served, ...added.filter(({ id }) => id > last)];
  }, [served, added]);
  const reader = useRef({ busy: false, again: false });
  const lastId = useRef(0);
  lastId.current = lines.at(-1)?.id ?? 0;

  const read = async () => {
    const state = reader.current;
    state.again = state.busy;
    if (state.busy) return;
    state.busy = true;
    const answer = await readLogAction({ runId, after: lastId.current }).catch(() => null);
    // Without an answer the next event asks again; the connection says what is wrong.
    if (answer?.ok) setAdded((known) => merged(known, answer.value));
    setTimeout(() => {
      state.busy = false;
      if (state.again) read();
    }, readEveryMs);
  };
  useLive(["run.progress", "run.changed", "run.ended"], (event) => {
    if (event.subjectId === runId) read();
  });
  return lines;
}

function merged(known: RunMessage[], more: RunMessage[]): RunMessage[] {
  const last = known.at(-1)?.id ?? 0;
  const fresh = more.filter(({ id }) => id > last);
  return fresh.length > 0 ? [...known, ...fresh] : known;
}
