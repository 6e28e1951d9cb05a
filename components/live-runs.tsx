"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { RunProgress, RunSummary } from "#lib/runs/schema";
import { useLive } from "./live.tsx";

/** A run that goes on now, as far as events have told. */
export interface LiveRun {
  id: string;
  number: number;
  planName: string;
  /** `null` until the first report. */
  progress: RunProgress | null;
}

const LiveRunsContext = createContext<LiveRun[]>([]);

/** Runs that go on, kept in step by events. `running` is what the server saw when it made the page. */
export function LiveRunsProvider({
  running,
  children,
}: {
  running: RunSummary[];
  children: ReactNode;
}) {
  const [runs, setRuns] = useState(() => running.map(fromSummary));
  useEffect(() => {
    // A report that came by event is newer than the page's.
    setRuns((known) =>
      running.map((run) => known.find(({ id }) => id === run.id) ?? fromSummary(run)),
    );
  }, [running]);
  useLive(["run.progress", "run.ended"], (event) => {
    const { kind, subjectId: id, data } = event;
    setRuns((known) => {
      const others = known.filter((run) => run.id !== id);
      if (kind === "run.ended") return others;
      const { number, planName, planId: _, ...progress } = data;
      const moved = { id, number, planName, progress };
      return known.length === others.length
        ? [...known, moved]
        : known.map((run) => (run.id === id ? moved : run));
    });
  });
  return <LiveRunsContext value={runs}>{children}</LiveRunsContext>;
}

/** Runs that go on now, oldest first. */
export function useLiveRuns(): LiveRun[] {
  return useContext(LiveRunsContext);
}

function fromSummary(run: RunSummary): LiveRun {
  return { id: run.id, number: run.number, planName: run.plan.name, progress: run.progress };
}
