"use client";

import type { RunProgress } from "#lib/runs/schema";
import { formatBytes, formatCount, formatRemaining } from "./format.ts";
import { Progress } from "./ui/progress.tsx";

/** How far a run is in words: "182 of 212 entries", or bytes where entries are few. */
export function progressText(progress: RunProgress | null): string {
  if (!progress) return "Starting";
  const { entriesDone, entriesTotal, bytesDone, bytesTotal } = progress;
  if (entriesTotal !== null && entriesTotal > 1) {
    return `${formatCount(entriesDone)} of ${formatCount(entriesTotal)} entries`;
  }
  if (bytesTotal !== null && bytesTotal > 0) {
    return `${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`;
  }
  return bytesDone > 0 ? formatBytes(bytesDone) : "Counting";
}

/** "20 s left"; empty while that is not known. */
export function remainingText(progress: RunProgress | null): string {
  return progress?.remainingMs == null ? "" : `${formatRemaining(progress.remainingMs)} left`;
}

export function RunProgressBar({
  planName,
  progress,
  className,
}: {
  planName: string;
  progress: RunProgress | null;
  className?: string;
}) {
  return (
    <Progress
      label={planName}
      value={progress?.fraction ?? null}
      text={[progressText(progress), remainingText(progress)].filter(Boolean).join(", ")}
      className={className ?? ""}
    />
  );
}
