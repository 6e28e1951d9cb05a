import type { Heading } from "#lib/platforms";

/** More sections are found by their name. */
export const sectionsMax = 200;

/** The section that a line stands in; `null`: before the first, or no line is meant. */
export function currentHeading(
  headings: readonly Heading[],
  target: number | null,
): Heading | null {
  if (target === null) return null;
  return headings.findLast(({ line }) => line + 1 <= target) ?? null;
}

/** The sections whose title holds every one of some words, whatever the case. */
export function matchingHeadings(headings: readonly Heading[], search: string): Heading[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return headings.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
}
