import type { Section } from "#lib/platforms";
import type { ComparedPart } from "../schema.ts";
import { isSecretAlone, type RowPlace, sectionOf, showRow } from "./rows.ts";
import type { Side } from "./side.ts";

/** Lines shown before and after a change. */
export const contextLines = 3;
/** So few rows take hardly more room than the gap that would stand for them. */
const gapRowsMin = 3;
/** As many rows are shown at once; the rest is one gap that can be opened. */
export const rowsShownMax = 1_200;
/** A gap names as many sections. */
const namedMax = 3;

interface Sides {
  a: Side;
  b: Side;
}

/** The rows near a change below their headings, and between them gaps. */
export function partsOf(sides: Sides, rows: readonly RowPlace[]): ComparedPart[] {
  const parts: ComparedPart[] = [];
  let shown = 0;
  for (const { from, to, isNear } of stretches(rows)) {
    const room = isNear ? Math.max(0, Math.min(to, from + rowsShownMax - shown)) : from;
    if (room > from) parts.push(...sectionsIn(sides, rows, { from, to: room }));
    shown += room - from;
    if (room < to) addGap(parts, gapOf(sides, rows, { from: room, to }));
  }
  return parts;
}

/** Rows of a range below their headings, for a gap that is opened. */
export function sectionsIn(
  sides: Sides,
  rows: readonly RowPlace[],
  { from, to }: { from: number; to: number },
): ComparedPart[] {
  const parts: (ComparedPart & { kind: "section" })[] = [];
  let heading = "";
  for (let index = from; index < to; index += 1) {
    const place = rows[index];
    if (!place) break;
    const path = pathOf(sides, place);
    const key = path.join("\n");
    const isNew = place.changed && key !== heading;
    let part = parts.at(-1);
    if (!part || isNew) {
      const kept = isNew && part ? takeBack(sides, { part, path, key }) : [];
      part = { kind: "section", path: isNew ? path : [], added: 0, removed: 0, rows: kept };
      parts.push(part);
      heading = isNew ? key : "";
    }
    part.rows.push(showRow(sides, { place, index }));
    if (place.changed && place.a !== null) part.removed += 1;
    if (place.changed && place.b !== null) part.added += 1;
  }
  return parts.filter((part) => part.rows.length > 0);

  /** Unchanged rows just before a change that stand below its heading go below it, too. */
  function takeBack(
    of: Sides,
    { part, key }: { part: ComparedPart & { kind: "section" }; path: string[]; key: string },
  ) {
    let at = part.rows.length;
    while (at > 0) {
      const row = part.rows[at - 1];
      const place = row && rows[row.index];
      if (!place || place.changed || pathOf(of, place).join("\n") !== key) break;
      at -= 1;
    }
    return part.rows.splice(at);
  }
}

interface Stretch {
  from: number;
  to: number;
  /** Whether it is a change or near one. */
  isNear: boolean;
}

function stretches(rows: readonly RowPlace[]): Stretch[] {
  const near = new Uint8Array(rows.length);
  for (const [index, { changed }] of rows.entries()) {
    if (changed) near.fill(1, Math.max(0, index - contextLines), index + contextLines + 1);
  }
  const found: Stretch[] = [];
  for (let from = 0; from < rows.length; ) {
    let to = from;
    while (to < rows.length && near[to] === near[from]) to += 1;
    const isNear = near[from] === 1 || (to - from <= gapRowsMin && near.includes(1));
    const last = found.at(-1);
    if (last?.isNear && isNear) last.to = to;
    else found.push({ from, to, isNear });
    from = to;
  }
  return found;
}

function gapOf(
  sides: Sides,
  rows: readonly RowPlace[],
  { from, to }: { from: number; to: number },
): ComparedPart & { kind: "gap" } {
  const sections = new Set<string>();
  let changed = 0;
  for (let index = from; index < to; index += 1) {
    const place = rows[index];
    if (!place) continue;
    if (place.changed) changed += 1;
    const top = sections.size < namedMax ? titlesOf(sectionOf(sides, place))[0] : undefined;
    if (top !== undefined) sections.add(top);
  }
  return { kind: "gap", from, to, changed, sections: [...sections] };
}

/** Gaps that touch are one. */
function addGap(parts: ComparedPart[], gap: ComparedPart & { kind: "gap" }): void {
  const last = parts.at(-1);
  if (last?.kind !== "gap") {
    parts.push(gap);
    return;
  }
  last.to = gap.to;
  last.changed += gap.changed;
  last.sections = [...new Set([...last.sections, ...gap.sections])].slice(0, namedMax);
}

/** Sections of a row from the left edge inwards; below none, what a changed line is about. */
function pathOf(sides: Sides, place: RowPlace): string[] {
  const titles = titlesOf(sectionOf(sides, place));
  if (titles.length > 0 || !place.changed) return titles;
  const { a, b } = sides;
  const text =
    place.b === null ? a.shown[a.numbers[place.a ?? 0] ?? 0] : b.shown[b.numbers[place.b] ?? 0];
  const about = /^\s*(?:no\s+)?([\p{L}\p{N}][\p{L}\p{N}_.-]*)/u.exec(text ?? "")?.[1];
  return about ? [about] : [];
}

function titlesOf(section: Section | null): string[] {
  const titles: string[] = [];
  for (let each = section; each; each = each.within) titles.push(each.title);
  return titles.reverse();
}

/** What a comparison counts. */
export function countRows(sides: Sides, rows: readonly RowPlace[]) {
  const sections = new Set<string>();
  let [added, removed, secretsChanged] = [0, 0, 0];
  for (const place of rows) {
    if (!place.changed) continue;
    if (place.a !== null) removed += 1;
    if (place.b !== null) added += 1;
    if (isSecretAlone(sides, place)) secretsChanged += 1;
    sections.add(pathOf(sides, place).join("\n"));
  }
  return { added, removed, secretsChanged, sections: sections.size };
}
