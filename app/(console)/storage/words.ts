import { formatBytes, formatDay, plural } from "#components/format";
import type { Forecast } from "#lib/runs";

/** A line through a few weeks says no more than that. */
const daysToldMax = 365;

/** "13.1 : 1": content for what is stored; a dash where there is nothing. */
export function ratioText(contentBytes: number, storedBytes: number): string {
  if (storedBytes === 0 || contentBytes === 0) return "–";
  return `${(contentBytes / storedBytes).toFixed(1)} : 1`;
}

/** The sentence the page opens with. */
export function verdictText(ahead: Forecast | null, now: Date): string {
  if (!ahead) return "Growth is not known yet";
  if (!ahead.fullAt || ahead.fullInDays === null) return "The disk is not full within a year";
  if (ahead.fullInDays === 0) return "The disk is full today at this rate";
  return `Full in ${plural(ahead.fullInDays, "day")}, on ${formatDay(ahead.fullAt, now, "UTC")}`;
}

/**
 * How much longer the disk lasts for what the bin would free: "13 days"; `null`: too little to say, or
 * the vault does not grow.
 */
export function binBuys(freesBytes: number | null, ahead: Forecast | null): string | null {
  if (freesBytes === null || !ahead || ahead.bytesPerDay <= 0) return null;
  const days = Math.floor(freesBytes / ahead.bytesPerDay);
  if (days < 1) return null;
  return days > daysToldMax ? "more than a year" : plural(days, "day");
}

/** How the day is reckoned. */
export function reckoning(ahead: Forecast | null): string {
  if (!ahead) return "A forecast needs seven days with archives.";
  const { bytesPerDay } = ahead;
  const rate =
    bytesPerDay < 0
      ? `shrank by ${formatBytes(-bytesPerDay)}`
      : `grew by ${formatBytes(bytesPerDay)}`;
  return `Over the days shown the vault ${rate} a day on average; free space is divided by that. The band is how much the days differ.`;
}
