import { type Transaction, tables } from "#lib/db";
import type { EventKind, EventOf } from "./schema.ts";

/** One thing that happened, before it has an id. */
export interface NewEvent<K extends EventKind> {
  at: Date;
  kind: K;
  /** Id of the row it is about. */
  subjectId: string;
  data: EventOf<K>["data"];
}

/** Adds an event inside the transaction of what happened: both are there, or neither. */
export async function emit<K extends EventKind>(
  tx: Transaction,
  event: NewEvent<K>,
): Promise<void> {
  await emitAll(tx, [event]);
}

/** The same for several that happened together, in their order. */
export async function emitAll<K extends EventKind>(
  tx: Transaction,
  events: readonly NewEvent<K>[],
): Promise<void> {
  const rows = events.map((event) => {
    return { ...event, topic: event.kind.slice(0, event.kind.indexOf(".")) };
  });
  if (rows.length > 0) await tx.insert(tables.events).values(rows);
}
