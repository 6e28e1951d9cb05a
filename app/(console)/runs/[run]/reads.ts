import { visibleName } from "#lib/entries";
import { type CauseName, causes } from "#lib/failures";
import type { RunDetail, RunMessage, RunStep } from "#lib/runs/schema";
import { causeTitle } from "../words.ts";

/** What happened to several things for one reason, so that one fix clears them all. */
export interface CauseGroup {
  cause: string;
  title: string;
  tone: "failed" | "warnings";
  /** The next step, from the table of causes. */
  next: string;
  things: { key: string; name: string; sentence: string; step: RunStep | null }[];
}

/** Failures of sources first, then warnings; within each, what concerns most comes first. */
export function causesOfRun(run: RunDetail, warnings: readonly RunMessage[]): CauseGroup[] {
  const groups = new Map<string, CauseGroup>();
  for (const step of run.steps) {
    if (!step.error || step.sourceId === null) continue;
    const { cause, next, sentence } = step.error;
    const group = groupOf(groups, { cause, next, tone: "failed" });
    const name = visibleName(step.name);
    group.things.push({ key: step.id, name, sentence: visibleName(sentence), step });
  }
  for (const message of warnings) {
    const cause = message.cause ?? "unexpected";
    const next = isCause(cause) ? causes[cause].next : "";
    const group = groupOf(groups, { cause, next, tone: "warnings" });
    const { id, subject, sentence } = message;
    group.things.push({ key: String(id), name: subject, sentence, step: null });
  }
  return [...groups.values()].sort(
    (a, b) =>
      Number(b.tone === "failed") - Number(a.tone === "failed") ||
      b.things.length - a.things.length,
  );
}

function groupOf(
  groups: Map<string, CauseGroup>,
  { cause, next, tone }: Pick<CauseGroup, "cause" | "next" | "tone">,
): CauseGroup {
  const key = `${tone} ${cause}`;
  const group = groups.get(key) ?? { cause, title: causeTitle(cause), tone, next, things: [] };
  groups.set(key, group);
  return group;
}

function isCause(name: string): name is CauseName {
  return name in causes;
}
