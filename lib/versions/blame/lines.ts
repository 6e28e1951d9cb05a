import { normalise } from "#lib/platforms";
import { newBudget } from "../compare/budget.ts";
import { keysOf } from "../compare/count.ts";
import { match } from "../compare/match.ts";
import { settle } from "../compare/settle.ts";
import type { ComparedText } from "../compare/side.ts";

/** Lines in a row that came with the same text. */
export interface TracedRun {
  /** Number of its first line, from 1. */
  from: number;
  lines: number;
  /**
   * Place of the text that brought them, 0 being the newest; `older`: one before all that were looked
   * at, or the last of these; `aside`: they differ without anybody having changed anything.
   */
  by: number | "older" | "aside";
}

export interface Traced {
  runs: TracedRun[];
  /** Texts that were looked at, the newest among them. */
  looked: number;
  /** Why no further one was; `null`: there was none, or no line was left to look for. */
  ended: "damaged" | "work" | null;
  /** Between some two texts too much differed: a line may be older than is said. */
  coarse: boolean;
}

/** What is traced: texts of one device, newest first. */
export interface TraceOrder {
  count: number;
  /** Reads one of them when it is its turn; `null`: it is damaged. */
  read: (place: number) => ComparedText | null;
  /** Whether the device has older ones, which are not given. */
  hasOlder: boolean;
}

const nobody = -1;

/**
 * Goes back from the newest text and finds for each of its lines the text that brought it, by the
 * comparison of each two neighbours. What is set aside there is set aside here. Blocks: call it in a thread.
 *
 * @param steps of all comparisons together, see `compare/budget.ts`
 */
export function traceLines({ count, read, hasOlder }: TraceOrder, steps: number): Traced {
  const newest = read(0);
  if (!newest) return { runs: [], looked: 0, ended: "damaged", coarse: false };
  let keys = keysOf(newest);
  const broughtBy = new Int32Array(keys.length).fill(nobody);
  /** Lines whose text is not found yet: which of the newest, and where it stands in the text at hand. */
  let open = keys.map((_, line) => ({ line, at: line }));
  const budget = newBudget(steps);
  let place = 0;
  let ended: Traced["ended"] = null;
  while (open.length > 0 && place + 1 < count) {
    const older = read(place + 1);
    if (!older) ended = "damaged";
    const before = older ? keysOf(older) : [];
    const places = older ? match(before, keys, budget).ofA : null;
    if (older && budget.steps < 0) ended = "work";
    if (!places || ended) break;
    settle(before, keys, places);
    const wasAt = new Int32Array(keys.length).fill(nobody);
    for (const [was, is] of places.entries()) if (is >= 0) wasAt[is] = was;
    open = open.flatMap(({ line, at }) => {
      const was = wasAt[at] ?? nobody;
      if (was === nobody) broughtBy[line] = place;
      return was === nobody ? [] : [{ line, at: was }];
    });
    keys = before;
    place += 1;
  }
  const isFirst = !ended && !hasOlder;
  if (isFirst) for (const { line } of open) broughtBy[line] = place;
  return { runs: runsOf(newest, broughtBy), looked: place + 1, ended, coarse: budget.coarse };
}

function runsOf({ platform, text }: ComparedText, broughtBy: Int32Array): TracedRun[] {
  const whole = text.endsWith("\n") ? text.slice(0, -1) : text;
  if (whole === "") return [];
  const { counts, volatile } = normalise(platform, whole);
  const aside = new Set(volatile);
  const runs: TracedRun[] = [];
  let next = 0;
  for (const [index, count] of counts.entries()) {
    const last = runs.at(-1);
    let by: TracedRun["by"] = "aside";
    if (count !== null) {
      const found = broughtBy[next] ?? nobody;
      by = found === nobody ? "older" : found;
      next += 1;
    } else if (!aside.has(index) && last) {
      by = last.by; // one more mark of a comment, which stands for nothing of its own
    }
    if (last?.by === by) last.lines += 1;
    else runs.push({ from: index + 1, lines: 1, by });
  }
  return runs;
}
