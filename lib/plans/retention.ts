import { offsetMs } from "#lib/context";
import type { Retention } from "./schema.ts";
import { isEmptySpan, spanBefore } from "./span.ts";

/**
 * What stays and what is let go. Nothing here looks at how old an archive is today: periods are
 * counted from the newest good archive, so that a plan that stopped loses nothing.
 */

/** This many of the archives that are not good stay beside the good ones. */
export const partialKept = 3;

/** An archive as retention sees it. */
export interface RetainedArchive {
  id: string;
  createdAt: Date;
  /** Verified, undamaged, and every source of the plan yielded. */
  good: boolean;
  /** Whether a person or the installation pinned it. */
  pinned: boolean;
  /** Unlike those before it, and nobody has said yet that it is as it should be. */
  flagged?: boolean;
}

/** What becomes of one archive; `because` is `null` when it is let go. */
export interface Kept {
  id: string;
  because: string[] | null;
}

interface Period {
  word: string;
  count: number | undefined;
  /** The same text for every archive of one period. */
  keyOf: (wall: Date, offsetMs: number) => string;
}

/**
 * Says of each archive of one plan whether it stays, and by which rules, newest first.
 *
 * - The newest of each period stays, a period without a good archive does not count, rules add up.
 * - While a rule has kept fewer periods than it may, the oldest good archive stays too.
 * - A pinned archive stays; the rules judge it and all others as if it were not pinned.
 * - Archives that are not good count for no rule; the newest three of them stay.
 * - Flagged archives count for no rule either; each stays until a person has decided.
 * - Archives dated after `now` (a clock was wrong) are left out of the rules and stay.
 * - Every rule begins with the newest good archive, so that one always stays; without a rule, or
 *   with nothing but zeros, everything does.
 *
 * Reasons: `last 2`, `daily 1`, `oldest monthly`, `within 14d`, `partial`, `flagged`,
 * `dated in the future`, `pinned`, `everything kept`.
 *
 * @param timeZone in which days, weeks (ISO, from Monday), months and years begin; the plan's own
 * @param now pass `clock.now()`; only tells which archives are dated in the future
 */
export function keep(
  archives: readonly RetainedArchive[],
  retention: Retention,
  timeZone: string,
  now: Date,
): Kept[] {
  const newestFirst = [...archives].sort(
    (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1),
  );
  const reasons = new Map<string, string[]>(newestFirst.map(({ id }) => [id, []]));
  const add = (archive: RetainedArchive | undefined, because: string) =>
    archive && reasons.get(archive.id)?.push(because);

  if (!hasRule(retention)) {
    for (const archive of newestFirst) add(archive, "everything kept");
  } else {
    const past = newestFirst.filter(({ createdAt }) => createdAt <= now);
    const good = past.filter((archive) => archive.good);
    keepByRules(good, retention, timeZone, add);
    for (const archive of past.filter((a) => !a.good && !a.flagged).slice(0, partialKept)) {
      add(archive, "partial");
    }
    for (const archive of newestFirst.filter(({ createdAt }) => createdAt > now)) {
      add(archive, "dated in the future");
    }
  }
  for (const archive of newestFirst.filter(({ flagged }) => flagged)) add(archive, "flagged");
  for (const archive of newestFirst.filter(({ pinned }) => pinned)) add(archive, "pinned");
  return [...reasons].map(([id, because]) => ({ id, because: because.length ? because : null }));
}

/** Whether any field of a retention keeps something; without one, everything is kept. */
export function hasRule(retention: Retention): boolean {
  const { keepWithin, ...counts } = retention;
  const counted = Object.values(counts).some((count) => (count ?? 0) > 0);
  return counted || (keepWithin !== undefined && !isEmptySpan(keepWithin));
}

/** What is wrong with a retention, as a sentence; `null` where nothing is. */
export function retentionProblem(retention: Retention): string | null {
  const named = Object.values(retention).some((value) => value !== undefined);
  if (!named || hasRule(retention)) return null;
  return "With every number at 0, nothing would be kept. Raise one, or leave all of them empty to keep everything.";
}

function keepByRules(
  good: readonly RetainedArchive[],
  retention: Retention,
  timeZone: string,
  add: (archive: RetainedArchive | undefined, because: string) => void,
): void {
  for (const [index, archive] of good.slice(0, retention.keepLast ?? 0).entries()) {
    add(archive, `last ${index + 1}`);
  }
  const walls = good.map(({ createdAt }) => {
    const offset = offsetMs(timeZone, createdAt);
    return { offset, wall: new Date(createdAt.getTime() + offset) };
  });
  for (const { word, count = 0, keyOf } of periodsOf(retention)) {
    let kept = 0;
    let lastKey = "";
    for (const [index, archive] of good.entries()) {
      const at = walls[index];
      if (kept === count || !at) break;
      const key = keyOf(at.wall, at.offset);
      if (key !== lastKey) add(archive, `${word} ${++kept}`);
      else if (index === good.length - 1) add(archive, `oldest ${word}`);
      lastKey = key;
    }
  }
  const [newest] = good;
  if (newest && retention.keepWithin && !isEmptySpan(retention.keepWithin)) {
    const since = spanBefore(retention.keepWithin, timeZone, newest.createdAt);
    for (const archive of good) {
      if (archive.createdAt >= since) add(archive, `within ${retention.keepWithin}`);
    }
  }
}

function periodsOf(retention: Retention): Period[] {
  return [
    {
      word: "hourly",
      count: retention.keepHourly,
      // With the offset: a doubled hour is two hours.
      keyOf: (wall, offset) => `${wall.toISOString().slice(0, 13)} ${offset}`,
    },
    { word: "daily", count: retention.keepDaily, keyOf: (wall) => dayText(wall) },
    { word: "weekly", count: retention.keepWeekly, keyOf: (wall) => dayText(mondayOf(wall)) },
    {
      word: "monthly",
      count: retention.keepMonthly,
      keyOf: (wall) => dayText(wall).slice(0, -"-dd".length),
    },
    { word: "yearly", count: retention.keepYearly, keyOf: (wall) => `${wall.getUTCFullYear()}` },
  ];
}

function dayText(wall: Date): string {
  return wall.toISOString().slice(0, -"Thh:mm:ss.sssZ".length);
}

/** The Monday of a wall time's ISO week. */
function mondayOf(wall: Date): Date {
  const sinceMonday = (wall.getUTCDay() + 6) % 7;
  return new Date(wall.getTime() - sinceMonday * 86_400_000);
}
