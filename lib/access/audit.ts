import type { Context } from "#lib/context";
import { type Transaction, tables } from "#lib/db";
import type { Action } from "./allow.ts";

/** One line of the activity trail, before it has an id. Secrets never enter it. */
export interface ActivityLine {
  action: Action | "session:refused" | "plan:skipped" | "clock:set";
  subject: { kind: string; id: string; name: string };
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
}

/** Adds to the activity trail inside the transaction of the change itself: both stay, or neither. */
export async function audit(
  tx: Transaction,
  ctx: Pick<Context, "actor" | "clock">,
  line: ActivityLine,
): Promise<void> {
  await tx.insert(tables.activity).values({
    at: ctx.clock.now(),
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    address: ctx.actor.address,
    action: line.action,
    subjectKind: line.subject.kind,
    subjectId: line.subject.id,
    subjectName: line.subject.name,
    before: line.before ?? null,
    after: line.after ?? null,
  });
}
