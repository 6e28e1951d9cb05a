import { visibleName } from "#lib/entries";
import type { FailureReport } from "#lib/failures";
import type { RunSummary, RunTrigger } from "#lib/runs/schema";

/** What started a run, as a filter and a column name it. */
export const triggerWords: Record<RunTrigger, string> = {
  schedule: "Schedule",
  "catch-up": "Catch-up",
  again: "Again",
  person: "By hand",
  cli: "Command line",
};

/** The same at the end of a sentence: "started 14:30 by schedule". */
export function startedBy(run: Pick<RunSummary, "trigger" | "requestedBy">): string {
  if (run.trigger === "schedule") return "by schedule";
  if (run.trigger === "catch-up") return "to catch up on one missed while Holdfast was down";
  if (run.trigger === "again") return "again, because the one before was interrupted";
  if (run.trigger === "cli")
    return `by ${run.requestedBy.replace(" (command line)", "")} on the command line`;
  return `by ${run.requestedBy}`;
}

/** Causes whose own name is a word of engineers. */
const titles: Record<string, string> = {
  "archive-unlike": "Unlike those before",
  auth: "Sign-in refused",
  "auth-method": "No way to sign in",
  dns: "Name not found",
  "host-key": "Host key changed",
  kex: "No algorithm in common",
  "no-privilege": "Too few rights",
  "not-ssh": "No SSH",
  "ssh-broke-off": "SSH broke off",
  "tcp-refused": "Connection refused",
  "tcp-timeout": "No answer",
};

/** "source-missing" → "Source missing"; of one entry, "entry-vanished" → "Vanished entry". */
export function causeTitle(cause: string): string {
  const title = titles[cause];
  if (title) return title;
  const words = cause.replace(/^entry-(.*)$/, "$1 entry").replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** How long a run took or has taken; `null`: it never began. */
export function durationMsOf(
  run: Pick<RunSummary, "startedAt" | "endedAt">,
  now: Date,
): number | null {
  if (!run.startedAt) return null;
  return Math.max(0, (run.endedAt ?? now).getTime() - run.startedAt.getTime());
}

/** A stored failure whose names cannot disturb what stands around them. */
export function shownFailure(failure: FailureReport): FailureReport {
  return { ...failure, sentence: visibleName(failure.sentence) };
}
