import { and, eq } from "drizzle-orm";
import { type Transaction, tables } from "#lib/db";
import { emitAll } from "#lib/events";
import type { Answer } from "./schema.ts";

const words = {
  disabled: "The channel was disabled before this was sent.",
  deleted: "The channel was deleted before this was sent.",
};

/** Ends what waits for a channel that takes nothing any more; a part of the use case that ends it. */
export async function endWaiting(
  tx: Transaction,
  { channelId, because, now }: { channelId: string; because: keyof typeof words; now: Date },
): Promise<void> {
  const { deliveries } = tables;
  const answer: Answer = { words: words[because], text: "", next: null, allow: null };
  const ended = await tx
    .update(deliveries)
    .set({ state: "refused", answer, nextTryAt: null, claimedUntil: null, endedAt: now })
    .where(and(eq(deliveries.channelId, channelId), eq(deliveries.state, "queued")))
    .returning({ id: deliveries.id });
  const data = { channelId, state: "refused" };
  await emitAll(
    tx,
    ended.map(({ id }) => ({ at: now, kind: "delivery.ended", subjectId: id, data })),
  );
}
