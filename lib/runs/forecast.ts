import type { StorageUse } from "./storage-schema.ts";

const dayMs = 86_400_000;
/** Fewer days with archives say nothing about growth. */
const daysMin = 7;
/** Further ahead a line through a few weeks is a guess. */
const daysAheadMax = 365;

/** Where the vault's use is heading. */
export interface Forecast {
  bytesPerDay: number;
  /** Half the width of the band after `n` days, from how much the days differ. */
  spreadAfter: (days: number) => number;
  /** When the vault's disk is full; `null` when that is more than a year away, or never. */
  fullAt: Date | null;
  fullInDays: number | null;
}

/** A line through the days so far; `null` where they are too few. */
export function forecast(use: Pick<StorageUse, "daily" | "freeBytes">): Forecast | null {
  const used = use.daily.slice(use.daily.findIndex((day) => day.bytes > 0));
  const last = used.at(-1);
  if (!last || used.length < daysMin || used[0]?.bytes === 0) return null;
  const steps = used.slice(1).map((day, index) => day.bytes - (used[index]?.bytes ?? 0));
  const bytesPerDay = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const variance =
    steps.reduce((sum, step) => sum + (step - bytesPerDay) ** 2, 0) / Math.max(1, steps.length - 1);
  const days = bytesPerDay > 0 ? use.freeBytes / bytesPerDay : Number.POSITIVE_INFINITY;
  const near = days <= daysAheadMax;
  return {
    bytesPerDay,
    spreadAfter: (ahead) => Math.sqrt(variance * ahead),
    fullInDays: near ? Math.floor(days) : null,
    fullAt: near ? new Date(new Date(last.day).getTime() + Math.floor(days) * dayMs) : null,
  };
}
