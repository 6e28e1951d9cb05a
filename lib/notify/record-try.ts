import { eq } from "drizzle-orm";
import { type Transaction, tables } from "#lib/db";
import type { DeliveryState } from "./schema.ts";
import type { Verdict } from "./send/verdict.ts";

type DeliveryRow = typeof tables.deliveries.$inferSelect;

const minuteMs = 60_000;
/** How long a message waits after each try that failed; after the last it is refused. */
export const waitsMs = [1, 5, 15, 60, 180].map((minutes) => minutes * minuteMs);
/** A channel is said to refuse after so many tries in a row, which is six minutes: most faults pass. */
const triesUntilRefusing = 3;

/** Writes down what one try came to: on the delivery, and on its channel. */
export async function recordTry(
  tx: Transaction,
  {
    delivery,
    verdict,
    now,
  }: {
    delivery: Pick<DeliveryRow, "id" | "channelId" | "tries">;
    verdict: Verdict & { durationMs: number };
    now: Date;
  },
): Promise<{ state: DeliveryState }> {
  const { outcome, answer, durationMs, retryAfterMs } = verdict;
  const waitMs = outcome === "again" ? waitsMs[delivery.tries - 1] : undefined;
  const nextMs = waitMs === undefined ? null : Math.max(waitMs, retryAfterMs ?? 0);
  const state = outcome === "taken" ? "delivered" : nextMs === null ? "refused" : "queued";
  await tx
    .update(tables.deliveries)
    .set({
      ...{ state, answer, durationMs, claimedUntil: null },
      nextTryAt: nextMs === null ? null : new Date(now.getTime() + nextMs),
      endedAt: state === "queued" ? null : now,
    })
    .where(eq(tables.deliveries.id, delivery.id));
  await noteOnChannel(tx, { delivery, state, answer, now });
  return { state };
}

/** The channel remembers its last answer, and since when it has refused. */
async function noteOnChannel(
  tx: Transaction,
  {
    delivery,
    state,
    answer,
    now,
  }: {
    delivery: Pick<DeliveryRow, "channelId" | "tries">;
    state: DeliveryState;
    answer: Verdict["answer"];
    now: Date;
  },
): Promise<void> {
  const { channels } = tables;
  const of = eq(channels.id, delivery.channelId);
  const before = await tx.select().from(channels).where(of).get();
  if (!before || before.removedAt) return;
  const refuses =
    state === "refused" || (state === "queued" && delivery.tries >= triesUntilRefusing);
  const refusingSince = refuses ? (before.refusingSince ?? now) : before.refusingSince;
  const change =
    state === "delivered"
      ? { lastDeliveredAt: now, refusingSince: null, lastAnswer: answer }
      : { refusingSince, lastAnswer: answer };
  await tx.update(channels).set(change).where(of);
}
