import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { write } from "#lib/db";
import { emit } from "#lib/events";

/** Clocks that are kept right step a little now and then; only more than this is worth a word. */
export const clockSetMsMin = 60_000;

/**
 * Tells that the wall clock of this machine jumped: somebody set it, or the machine slept.
 *
 * @param movedMs how far ahead it jumped; negative: back
 */
export async function tellClockSet(ctx: Context, movedMs: number): Promise<void> {
  allow(ctx, "run:work");
  ctx.log.warn("the clock of this machine jumped", { movedMs });
  if (Math.abs(movedMs) < clockSetMsMin) return;
  await write(ctx.db, async (tx) => {
    const subject = { kind: "installation", id: "clock", name: "Clock of this machine" };
    await audit(tx, ctx, { action: "clock:set", subject, after: { movedMs } });
    await emit(tx, {
      at: ctx.clock.now(),
      kind: "clock.set",
      subjectId: "clock",
      data: { movedMs },
    });
  });
}
