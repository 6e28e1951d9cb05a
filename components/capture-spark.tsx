import type { CaptureOutline } from "#lib/versions/schema";
import { plural } from "./format.ts";
import { Spark, type SparkBar, sparkBars } from "./spark.tsx";

/** The last 20 attempts at a device, oldest first: a bar up gave a text that may be relied on. */
export function CaptureSpark({
  captures,
  className,
}: {
  captures: readonly CaptureOutline[];
  className?: string;
}) {
  const shown = captures.slice(-sparkBars);
  return <Spark bars={shown.map(barOf)} label={finding(shown)} className={className} />;
}

function barOf({ id: key, outcome, startedAt, endedAt }: CaptureOutline): SparkBar {
  const durationMs = Math.max(0, endedAt.getTime() - startedAt.getTime());
  if (outcome === "failed") return { key, durationMs, points: "down", tone: "failure" };
  if (outcome === "quarantined") return { key, durationMs, points: "down", tone: "quarantine" };
  return { key, durationMs, points: "up", tone: "success" };
}

const words = {
  kept: "a new version",
  unchanged: "unchanged",
  quarantined: "quarantined",
  failed: "failed",
} as const;

function finding(captures: readonly CaptureOutline[]): string {
  const last = captures.at(-1);
  if (!last) return "No attempt yet";
  const good = captures.filter(({ outcome }) => ["kept", "unchanged"].includes(outcome)).length;
  const count = plural(captures.length, "attempt");
  return `Last ${count}: ${good} gave a good text. The newest: ${words[last.outcome]}.`;
}
