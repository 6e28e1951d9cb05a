"use client";

import { sourceKindWords } from "#components/source-kind";
import { isFilled, type PlanDraft } from "../draft.ts";
import type { Problems } from "../schema.ts";

/** Names of fields where the list of problems leads to them; also their order on the page. */
const labels: Record<string, string> = {
  type: "Type",
  name: "Name",
  sources: "Sources",
  "schedule-every": "Schedule",
  "schedule-minute": "Minute",
  "schedule-weekday": "Weekday",
  "schedule-day": "Day",
  "schedule-at": "Time",
  "schedule-cron": "Cron expression",
  objectiveHours: "Age of a good copy",
  timeZone: "Time zone",
  "keep-last": "Archives to keep",
  "keep-keepHourly": "Hourly archives",
  "keep-keepDaily": "Daily archives",
  "keep-keepWeekly": "Weekly archives",
  "keep-keepMonthly": "Monthly archives",
  "keep-keepYearly": "Yearly archives",
  "keep-keepLast": "Newest archives",
  "keep-keepWithin": "Everything of the last",
  silentMinutes: "Limit of silence",
  readAllDays: "Days between reading everything",
};

const sourceLabels: Record<string, string> = {
  kind: "kind",
  path: "path",
  name: "name",
  exclude: "patterns",
  include: "patterns",
  largerThan: "size",
  excludeIfPresent: "marker file",
};

/** What is wrong in a form in the order of the form, with a name for each field. */
export function problemList(draft: PlanDraft, problems: Problems): { id: string; label: string }[] {
  const known = Object.entries(labels).map(([id, label]) => ({ id, label }));
  const ofSources = draft.sources.flatMap((source) => {
    const word = sourceKindWords[source.kind].label;
    const name = source.path.trim() || (isFilled(source) ? word : "");
    return Object.entries(sourceLabels).map(([field, label]) => ({
      id: `${source.key}-${field}`,
      label: name ? `${label} of ${name}` : `${word.toLowerCase()} ${label}`,
    }));
  });
  const at = known.findIndex(({ id }) => id === "sources");
  const inOrder = [...known.slice(0, at + 1), ...ofSources, ...known.slice(at + 1)];
  return inOrder.filter(({ id }) => id in problems);
}
