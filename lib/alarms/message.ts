import type { tables } from "#lib/db";
import type { Message } from "#lib/notify/schema";
import { dated } from "./words.ts";

type AlarmRow = typeof tables.alarms.$inferSelect;

/** An alarm as a channel tells it: its cause, what follows from it, and the next step. */
export function messageOf(
  alarm: AlarmRow,
  kind: "alarm" | "reminder" | "recovery",
  now: Date,
): Message {
  const next = alarm.next as { words: string; path: string };
  const facts = [
    { name: "Since", value: dated(alarm.openedAt) },
    ...(kind === "recovery" ? [{ name: "Ended", value: dated(alarm.closedAt ?? now) }] : []),
    ...(kind === "reminder" ? [{ name: "Told", value: `${alarm.reminders + 2} times` }] : []),
  ];
  const about = { facts, next, excerpt: [], at: now.toISOString() };
  if (kind === "recovery") {
    return {
      ...{ kind, severity: "good", title: `Over: ${alarm.title}`, ...about },
      consequence: `It is over: ${alarm.closedBecause ?? "it is no more"}.`,
    };
  }
  const { severity, title, consequence } = alarm;
  return { kind, severity, title, consequence, ...about };
}
