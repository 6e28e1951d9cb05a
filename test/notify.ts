import type { Context } from "#lib/context";
import { write } from "#lib/db";
import { type Message, queueMessage } from "#lib/notify";
import { testKey } from "./key.ts";

/** An alarm as the room `alarms` tells it. */
export const alarm: Message = {
  kind: "alarm",
  severity: "failure",
  title: "edge-fra-02: host key changed",
  consequence: "Nothing is sent until you decide. No good copy since <8 November> & later.",
  next: { words: "Review host key", path: "/devices/7?tab=key#host-key" },
  facts: [
    { name: "Device", value: "edge-fra-02" },
    { name: "Last good copy", value: "9 d 4 h ago" },
  ],
  excerpt: ["-interface *Gi0/1*", "+interface `Gi0/2`"],
  at: "2026-03-10T12:00:00.000Z",
};

/** The same alarm when it closed. */
export const recovery: Message = {
  ...alarm,
  kind: "recovery",
  severity: "good",
  title: "edge-fra-02: host key trusted",
  consequence: "It was open for 9 d 4 h.",
  facts: [],
  excerpt: [],
};

/** What sending needs on a machine of its own. */
export const sendMeans = {
  key: testKey,
  allowLoopback: true,
  url: "https://backup.example.org",
  signal: new AbortController().signal,
};

/** Queues messages for a channel, one by one. */
export async function tell(ctx: Context, channelId: string, ...messages: Message[]) {
  await write(ctx.db, async (tx) => {
    for (const message of messages) {
      const now = ctx.clock.now();
      await queueMessage(tx, { channelIds: [channelId], message, alarmKey: "host-key:7", now });
    }
  });
}
