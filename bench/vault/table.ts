import type { Cost } from "./product.ts";

/** What one program cost for one thing, in each round. */
export interface Row {
  what: string;
  who: string;
  costs: Cost[];
}

/** Adds what a round cost to the row it belongs to. */
export function note(rows: Row[], what: string, who: string, cost: Cost): void {
  const known = rows.find((row) => row.what === what && row.who === who);
  if (known) known.costs.push(cost);
  else rows.push({ what, who, costs: [cost] });
  const { wallSeconds, cpuSeconds, says } = cost;
  process.stderr.write(
    `${what} ${who} ${wallSeconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} CPU s ${says}\n`,
  );
}

/** Medians of all rounds, and how many times the first peer's wall and growth they are. */
export function print(rows: readonly Row[]): void {
  process.stdout.write("| what | who | wall s | CPU s | peak MB | grown by | of restic |\n");
  process.stdout.write("| --- | --- | --- | --- | --- | --- | --- |\n");
  for (const row of rows) {
    const of = (field: "wallSeconds" | "cpuSeconds" | "peakMb" | "grownBytes") =>
      median(row.costs.map((cost) => cost[field]));
    const says = new Set(row.costs.map((cost) => cost.says).filter((text) => text !== ""));
    const cells = [
      row.what,
      row.who,
      of("wallSeconds").toFixed(1),
      of("cpuSeconds").toFixed(1),
      of("peakMb").toFixed(0),
      bytesOf(of("grownBytes")),
      ratios(row, rows),
    ];
    const isGood = says.size === 0 || (says.size === 1 && says.has("succeeded"));
    process.stdout.write(`| ${cells.join(" | ")} |${isGood ? "" : ` ${[...says].join(", ")}`}\n`);
  }
}

/** Paired: each round against the peer's run of the same round. */
function ratios(row: Row, rows: readonly Row[]): string {
  const peer = rows.find(({ what, who }) => what === row.what && who === "restic");
  if (!peer || peer === row) return "";
  const times = (field: "wallSeconds" | "grownBytes") =>
    median(row.costs.map((cost, n) => cost[field] / (peer.costs[n]?.[field] ?? Number.NaN)));
  return `${times("wallSeconds").toFixed(2)} × wall, ${times("grownBytes").toFixed(3)} × bytes`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  return (low + high) / 2;
}

export function bytesOf(bytes: number): string {
  return bytes > 10_000_000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(1)} KB`;
}
