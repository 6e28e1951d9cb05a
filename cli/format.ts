/** Numbers, sizes and times for people. Pipes and `--json` get full values instead. */

export { formatBytes, formatCount, formatDuration, plural } from "#lib/failures";

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
