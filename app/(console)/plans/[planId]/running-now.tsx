"use client";

import { useNow } from "#components/clock";
import { DurationBar } from "#components/duration-bar";
import { progressText } from "#components/live-progress";
import { useLiveRuns } from "#components/live-runs";

/** How long a run has taken so far, counted on. */
export function RunningDuration({
  since,
  usualMs,
  scaleMs,
}: {
  since: Date;
  usualMs: number | null;
  scaleMs: number;
}) {
  const ms = Math.max(0, useNow().getTime() - since.getTime());
  return <DurationBar ms={ms} usualMs={usualMs} scaleMs={Math.max(scaleMs, ms)} state="running" />;
}

/** How far a run is, as its events tell. */
export function RunningProgress({ runId }: { runId: string }) {
  const run = useLiveRuns().find(({ id }) => id === runId);
  return <span className="tabular-nums">{progressText(run?.progress ?? null) || "Starting"}</span>;
}
