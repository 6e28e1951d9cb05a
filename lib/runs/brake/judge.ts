import type { BrakeMode } from "#lib/plans/schema";
import { type BrakeFinding, type BrakeMeasure, brakeMeasures } from "../brake-schema.ts";
import {
  type BrakeLimits,
  brakeLimits,
  bytesDropMin,
  bytesRiseMin,
  entriesDropMin,
  entriesRiseMin,
  historyMin,
  peakSlack,
  variedShareMax,
} from "./limits.ts";
import { sentenceOf } from "./sentences.ts";
import { medianOf, spreadOf } from "./statistics.ts";

type Share = Exclude<BrakeMeasure, "entries" | "bytes">;

/** An archive as the brake sees it: the sum over those of its sources that can be compared. */
export interface Measured extends Record<Share, number | null> {
  entries: number;
  bytes: number;
}

/** A good archive of before. */
export interface Past extends Measured {
  /** It had been flagged, and a person accepted it. */
  accepted: boolean;
}

/**
 * How an archive is far off the good ones before it; nothing where it is like them, or where there
 * are too few to tell.
 *
 * Sizes are held against the lowest and the highest of before. Shares are held against a floor, the
 * median with its spread, and the highest of before, whichever allows most, so that neither noise nor
 * a peak that comes every Monday is flagged. Of the accepted archives the one highest does not count
 * for that: a single large change does not blind the brake, and one that comes again does.
 *
 * @param past good archives over the same sources, in any order
 */
export function judge(now: Measured, past: readonly Past[], mode: BrakeMode): BrakeFinding[] {
  if (mode === "off" || past.length < historyMin) return [];
  const limits = brakeLimits[mode];
  return brakeMeasures.flatMap((measure) => {
    const found =
      measure === "entries" || measure === "bytes"
        ? judgeSize(measure, now, past, limits)
        : judgeShare(measure, now, past, limits);
    return found ? [{ ...found, sentence: sentenceOf(found) }] : [];
  });
}

type Found = Omit<BrakeFinding, "sentence">;

const differences = {
  entries: { drop: entriesDropMin, rise: entriesRiseMin },
  bytes: { drop: bytesDropMin, rise: bytesRiseMin },
};

function judgeSize(
  measure: "entries" | "bytes",
  { [measure]: now }: Measured,
  past: readonly Past[],
  { drop, rise }: BrakeLimits,
): Found | null {
  const sizes = past.map((archive) => archive[measure]);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const [lowest, highest] = [low * (1 - drop), high * (1 + rise)];
  const least = differences[measure];
  if (now < lowest && low - now >= least.drop) return { measure, now, low, high, limit: lowest };
  if (now > highest && now - high >= least.rise) return { measure, now, low, high, limit: highest };
  return null;
}

function judgeShare(
  measure: Share,
  { [measure]: now }: Measured,
  past: readonly Past[],
  limits: BrakeLimits,
): Found | null {
  const shares = usualShares(measure, past);
  // The first archive of all has none before it: it is of no share.
  if (now === null || shares.length < historyMin - 1) return null;
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const varied = medianOf(shares) + limits.spreads * spreadOf(shares);
  const limit = Math.max(limits[measure], Math.min(varied, variedShareMax), high * peakSlack);
  return now > limit ? { measure, now, low, high, limit } : null;
}

function usualShares(measure: Share, past: readonly Past[]): number[] {
  const of = (archives: readonly Past[]) => archives.flatMap((each) => each[measure] ?? []);
  const [, ...comesAgain] = of(past.filter(({ accepted }) => accepted)).toSorted((a, b) => b - a);
  return [...of(past.filter(({ accepted }) => !accepted)), ...comesAgain];
}
