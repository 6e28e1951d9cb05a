"use client";

import type { RunProgress } from "#lib/runs/schema";
import { formatBytes, formatCount, formatRemaining, plural } from "./format.ts";
import { Progress } from "./ui/progress.tsx";

/** Entries larger than this on average are better told in bytes. */
const largeEntryBytes = 1_000_000;

/** How far a run is in words: "182 of 212 entries", or in bytes where entries are few or large. */
export function progressText(progress: RunProgress | null): string {
  if (!progress) return "Starting";
  const { entriesDone, entriesTotal, bytesDone, bytesTotal } = progress;
  const average = (bytesTotal ?? 0) / Math.max(1, entriesTotal ?? 1);
  if (bytesTotal !== null && bytesTotal > 0 && average > largeEntryBytes) {
    return `${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`;
  }
  if (entriesTotal !== null) {
    return `${formatCount(entriesDone)} of ${plural(entriesTotal, "entry", "entries")}`;
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
