import type { RunDocument, RunState } from "#lib/runs/schema";
import { formatBytes, formatDuration, fullTime, plural, visible } from "../format.ts";
import { type Column, tabLine } from "../print.ts";
import { err, out, outIsTerminal } from "../terminal.ts";

const exits: Record<RunState, number> = {
  queued: 0,
  running: 0,
  succeeded: 0,
  warnings: 3,
  failed: 1,
  cancelled: 130,
  interrupted: 1,
};

export function exitOf(state: RunState): number {
  return exits[state];
}

/** From bad to good; what is not named here is as bad as a failure. */
const ranks = [12, 1, 11, 130, 3, 0];

/** The worst of some exit codes; 0 when there is none. */
export function worst(codes: readonly number[]): number {
  const rank = (code: number) => Math.max(0, ranks.indexOf(code));
  return codes.reduce((bad, code) => (rank(code) < rank(bad) ? code : bad), 0);
}

/** Says how a run ended: the result on standard output, what went wrong on standard error. */
export function showOutcome(run: RunDocument): void {
  if (!outIsTerminal()) out(`${tabLine(columns, run)}\n`);
  else out(`${visible(sentenceOf(run))}\n`);
  for (const { sentence } of run.warnings) err(`warning: ${visible(sentence)}\n`);
  if (run.error) err(`${visible(run.error.sentence)}\n${run.error.next}\n`);
}

const words: Record<RunState, string> = {
  queued: "queued",
  running: "running",
  succeeded: "succeeded",
  warnings: "completed with warnings",
  failed: "failed",
  cancelled: "cancelled",
  interrupted: "interrupted",
};

function sentenceOf(run: RunDocument): string {
  const { plan, number, state, startedAt, endedAt, archive } = run;
  const took =
    startedAt && endedAt ? ` in ${formatDuration(endedAt.getTime() - startedAt.getTime())}` : "";
  const kept = archive
    ? `: ${plural(archive.entries, "entry", "entries")}, ${formatBytes(archive.bytes)}, read back`
    : "";
  const without = archive?.without.length ? `, without ${archive.without.join(", ")}` : "";
  const flagged =
    archive?.flag && !archive.flag.accepted ? `, flagged: ${archive.flag.sentence}` : "";
  return `${plan}, run ${number}: ${words[state]}${took}${kept}${without}${flagged}`;
}

const columns: Column<RunDocument>[] = [
  { title: "run", people: ({ number }) => String(number) },
  { title: "id", people: ({ id }) => id },
  { title: "plan", people: ({ plan }) => plan },
  { title: "state", people: ({ state }) => state },
  { title: "queued", people: ({ queuedAt }) => fullTime(queuedAt) },
  { title: "started", people: ({ startedAt }) => fullTime(startedAt) },
  { title: "ended", people: ({ endedAt }) => fullTime(endedAt) },
  { title: "entries", people: ({ archive }) => String(archive?.entries ?? "") },
  { title: "bytes", people: ({ archive }) => String(archive?.bytes ?? "") },
  { title: "sha256", people: ({ archive }) => archive?.sha256 ?? "" },
];
