import { counted, dated } from "../words.ts";
import type { Evidence } from "./evidence.ts";

/** The evidence as a table for spreadsheets: a line for each source and device. */
export function evidenceCsv({ lines }: Pick<Evidence, "lines">): string {
  const head = ["kind", "name", "plan", "protection", "last good copy"];
  const rows = lines.map(({ kind, name, plan, protection, lastGoodAt }) => [
    ...[kind, name, plan, protection],
    lastGoodAt?.toISOString() ?? "",
  ]);
  return [head, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/** A cell that a spreadsheet takes for text, whatever it begins with. */
function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The evidence as one page that stands alone: no script, no picture, no address. */
export function evidenceHtml(evidence: Evidence): string {
  const { span, at, lines, alarms } = evidence;
  const title = `Evidence of ${dated(span.from)} to ${dated(span.until)}`;
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>`,
    "<style>body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}",
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;border-top:1px solid #ccc}</style>",
    `</head><body><h1>${escaped(title)}</h1><p>As it stood at ${dated(at)}.</p>`,
    `<ul>${sentencesOf(evidence)
      .map((sentence) => `<li>${escaped(sentence)}</li>`)
      .join("")}</ul>`,
    table(
      ["Kind", "Name", "Plan", "Protection", "Last good copy"],
      lines.map((line) => [
        ...[line.kind, line.name, line.plan, line.protection],
        line.lastGoodAt ? dated(line.lastGoodAt) : "never",
      ]),
    ),
    "<h2>Alarms</h2>",
    table(
      ["Alarm", "Began", "Ended"],
      alarms.map(({ title, openedAt, closedAt }) => [
        ...[title, dated(openedAt)],
        closedAt ? dated(closedAt) : "still open",
      ]),
    ),
    "</body></html>\n",
  ].join("\n");
}

/** The evidence in a few sentences. */
export function sentencesOf({ counts, runs, archives, alarms }: Evidence): string[] {
  const ended = Object.values(runs).reduce((sum, n) => sum + n, 0);
  const bad = (runs.failed ?? 0) + (runs.interrupted ?? 0);
  return [
    `${counts.protected} of ${counts.total} sources and devices protected; ${counts.stale} stale, ${counts.unprotected} unprotected, ${counts.paused} paused.`,
    `${counted(ended, "run")} ended: ${runs.succeeded ?? 0} succeeded, ${runs.warnings ?? 0} with warnings, ${bad} failed, ${runs.cancelled ?? 0} cancelled.`,
    `${counted(archives.kept, "archive")} kept, ${archives.verified} read back whole; ${archives.damagedNow} damaged now.`,
    `${counted(alarms.length, "alarm")} opened.`,
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "<p>None.</p>";
  const row = (tag: "th" | "td", cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${row("th", head)}</thead><tbody>${rows.map((cells) => row("td", cells)).join("")}</tbody></table>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
