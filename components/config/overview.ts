import type { ComparedPart } from "#lib/versions/schema";

/** The whole of a comparison is drawn in as many slices; more would be thinner than a line. */
const slices = 240;

/** A run of slices in which something changed, in hundredths of the whole. */
export interface OverviewMark {
  from: number;
  to: number;
  kind: "added" | "removed" | "both" | "left-out";
}

const bits = { added: 1, removed: 2, "left-out": 4 } as const;

/** Where in the whole of a comparison its changes lie; what a gap leaves out is told apart. */
export function overviewOf(parts: readonly ComparedPart[], rows: number): OverviewMark[] {
  const found = new Uint8Array(slices);
  const sliceOf = (row: number) => Math.min(slices - 1, Math.floor((row * slices) / rows));
  const fill = (from: number, to: number, bit: number) => {
    const last = Math.max(sliceOf(from), Math.ceil((to * slices) / rows) - 1);
    for (let at = sliceOf(from); at <= last; at += 1) found[at] = (found[at] ?? 0) | bit;
  };
  for (const part of parts) {
    if (part.kind === "gap") {
      if (part.changed > 0) fill(part.from, part.to, bits["left-out"]);
      continue;
    }
    for (const { kind, index, a, b } of part.rows) {
      if (kind === "same") continue;
      if (a) fill(index, index + 1, bits.removed);
      if (b) fill(index, index + 1, bits.added);
    }
  }
  return runsOf(found);
}

function runsOf(found: Uint8Array): OverviewMark[] {
  const marks: OverviewMark[] = [];
  for (let from = 0; from < slices; ) {
    let to = from + 1;
    while (to < slices && found[to] === found[from]) to += 1;
    const kind = kindOf(found[from] ?? 0);
    if (kind) marks.push({ from: (from * 100) / slices, to: (to * 100) / slices, kind });
    from = to;
  }
  return marks;
}

function kindOf(slice: number): OverviewMark["kind"] | null {
  const [added, removed] = [(slice & bits.added) > 0, (slice & bits.removed) > 0];
  if (added && removed) return "both";
  if (added) return "added";
  if (removed) return "removed";
  return slice > 0 ? "left-out" : null;
}
