/** Numbers, sizes and times for people. Pipes and `--json` get full values instead. */

const counts = new Intl.NumberFormat("en");

/** 41207 → `41,207`. */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** `1 entry`, `312 entries`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Decimal bytes: `312 B`, `14.1 kB`, `18.2 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB", "PB"];
  let value = bytes;
  let unit = "";
  for (unit of units) {
    value /= 1_000;
    if (value < 999.5) break;
  }
  return `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
}

/** A duration in its two largest units: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 4 min`. */
export function formatDuration(ms: number): string {
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** RFC 3339 in UTC, as people read it: `2026-03-10 12:00:00Z`; `–` where there is none. */
export function formatTime(time: Date | null): string {
  return time ? `${time.toISOString().slice(0, 19).replace("T", " ")}Z` : "–";
}

/** RFC 3339 in UTC for programs; empty where there is none. */
export function fullTime(time: Date | null): string {
  return time?.toISOString() ?? "";
}

/** Text that cannot move the cursor, end a line or a column, whatever stands in a file name. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}
