import type { BrakeMode } from "#lib/plans/schema";

/** So many good archives come first: before that nobody knows what is usual. */
export const historyMin = 5;
/** As many of the newest good archives are looked at. */
export const historyMax = 200;

/** With fewer files than this before, one of them is a large share: shares of files say nothing. */
export const filesMin = 20;
/** Less content than this that turned hard says nothing: of many files, and of a few. */
export const hardenedBytesMin = { many: 16 * 1024, few: 1024 * 1024 };

/** Differences smaller than these are none, however large they are in a small plan. */
export const entriesDropMin = 20;
export const entriesRiseMin = 200;
export const bytesDropMin = 1024 * 1024;
export const bytesRiseMin = 64 * 1024 * 1024;

/** A share as high as the highest one before is usual, and so is one this much higher. */
export const peakSlack = 1.25;
/** However much it varied: a share above this is flagged unless one before came near it. */
export const variedShareMax = 0.8;

/** From where on an archive is far off; shares are 0 to 1. */
export interface BrakeLimits {
  /** Share of files that are gone, and that changed: below these nothing is flagged. */
  gone: number;
  changed: number;
  /** Share of content that could be packed and cannot any more, as after encryption. */
  hardened: number;
  /** So far below the lowest, and above the highest, of entries and bytes. */
  drop: number;
  rise: number;
  /** A share this many times its usual spread above the median is still usual. */
  spreads: number;
}

export const brakeLimits: Record<Exclude<BrakeMode, "off">, BrakeLimits> = {
  usual: { gone: 0.25, changed: 0.3, hardened: 0.05, drop: 0.4, rise: 1, spreads: 6 },
  strict: { gone: 0.1, changed: 0.15, hardened: 0.02, drop: 0.2, rise: 0.5, spreads: 4 },
};
