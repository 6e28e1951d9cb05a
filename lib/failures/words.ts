/** How sentences write counts, sizes and spans of time; the same on a page, in a terminal and in a log. */

const secondMs = 1_000;
const hourMs = 3_600_000;

const counts = new Intl.NumberFormat("en");

/** 41207 → "41,207". */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** A count with its noun: "1 archive", "312 archives". The plural is made with "s" unless given. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Decimal bytes: "312 B", "14.1 kB", "412 MB", "18.2 GB", "3.21 TB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${Math.round(bytes)} B`;
  const units = ["kB", "MB", "GB", "TB", "PB"] as const;
  let value = bytes;
  for (const unit of units) {
    value /= 1_000;
    const text = value.toFixed(digitsOf(value, unit));
    // 999.96 kB rounds to a thousand, which is the next unit's one.
    if (Number(text) < 1_000 || unit === "PB") return `${text} ${unit}`;
  }
  return "";
}

function digitsOf(value: number, unit: string): number {
  const large = unit === "TB" || unit === "PB";
  if (value < 10) return large ? 2 : 1;
  return value < 100 ? 1 : 0;
}

/** How long something took: "38 ms", "2.1 s", "41 s", "1 min 47 s", "1 h 9 min", "2 d 4 h". */
export function formatDuration(ms: number): string {
  if (ms < secondMs) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 9_950) return `${(ms / secondMs).toFixed(1)} s`;
  const seconds = Math.round(ms / secondMs);
  return ms < hourMs && seconds >= 60 ? pair(seconds, 60, "min", 1, "s") : formatAge(ms);
}

/** How old something is, no more exact than matters: "42 s", "12 min", "8 h 40 min", "9 d 4 h". */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / secondMs));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return pair(Math.round(seconds / 60), 60, "h", 1, "min");
  return pair(Math.round(seconds / 3_600), 24, "d", 1, "h");
}

function pair(amount: number, size: number, big: string, step: number, small: string): string {
  const whole = Math.floor(amount / size);
  const rest = Math.floor((amount % size) / step);
  return rest === 0 ? `${whole} ${big}` : `${whole} ${big} ${rest} ${small}`;
}
