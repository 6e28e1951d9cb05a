/** Where a moment lies between two others, 0 to 1; the middle where they are one. */
export function timeShare(at: Date, { from, until }: { from: Date; until: Date }): number {
  const span = until.getTime() - from.getTime();
  if (span <= 0) return 0.5;
  return Math.min(1, Math.max(0, (at.getTime() - from.getTime()) / span));
}
