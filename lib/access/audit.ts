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
  await auditAll(tx, ctx, [line]);
}

/** The same for several changes of one transaction, in their order. */
export async function auditAll(
  tx: Transaction,
  ctx: Pick<Context, "actor" | "clock">,
  lines: readonly ActivityLine[],
): Promise<void> {
  const at = ctx.clock.now();
  const { kind: actorKind, id: actorId, name: actorName, address } = ctx.actor;
  const rows = lines.map(({ action, subject, before, after }) => ({
    ...{ at, actorKind, actorId, actorName, address, action },
    ...{ subjectKind: subject.kind, subjectId: subject.id, subjectName: subject.name },
    before: before ?? null,
    after: after ?? null,
  }));
  if (rows.length > 0) await tx.insert(tables.activity).values(rows);
}
