/** Lines that end a section and say nothing else. */
const closer = /^\s*(?:[!#}]|exit\S*|end|next|quit)\s*;?$/;

/**
 * Moves matches of closing lines to the first of several that are the same: a new section then reads
 * as its heading down to its own end, and not as the end of the section before and all but its own.
 *
 * @param ofA for each place in `a` its place in `b`, or -1; changed in place, and stays rising
 */
export function settle(a: readonly string[], b: readonly string[], ofA: Int32Array): void {
  let after = { a: 0, b: 0 };
  for (let i = 0; i < a.length; i += 1) {
    const j = ofA[i] ?? -1;
    if (j < 0) continue;
    let place = { a: i, b: j };
    const key = a[i] ?? "";
    if (closer.test(key)) {
      const earlier = { a: placeOf(a, key, after.a), b: placeOf(b, key, after.b) };
      place = earlier.b < j ? { a: i, b: earlier.b } : { a: Math.min(earlier.a, i), b: j };
      ofA[i] = -1;
      ofA[place.a] = place.b;
    }
    after = { a: place.a + 1, b: place.b + 1 };
  }
}

function placeOf(lines: readonly string[], key: string, from: number): number {
  const place = lines.indexOf(key, from);
  return place < 0 ? lines.length : place;
}
