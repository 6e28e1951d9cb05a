/** The middle one of some numbers, or the mean of the middle two; 0 of none. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = low] =
    sorted.length % 2 === 1 ? [sorted[middle]] : sorted.slice(middle - 1, middle + 1);
  return (low + high) / 2;
}

/** In numbers that vary as by chance this times the median distance is the standard deviation. */
const deviations = 1.4826;

/** How far some numbers usually are from their median; a few wild ones do not move it. */
export function spreadOf(numbers: readonly number[]): number {
  const median = medianOf(numbers);
  return deviations * medianOf(numbers.map((number) => Math.abs(number - median)));
}
