import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { write } from "#lib/db";
import { emit } from "#lib/events";
import { asFailure, isFailure } from "#lib/failures";
import { readSetting, writeSetting } from "#lib/settings";

/**
 * Remembers why a check by the worker could not go through, until one does. What was asked for is
 * given up then: whoever asked sees why and asks again.
 *
 * @throws what the check threw
 */
// check: no-audit: what a check finds is recorded by the check; this is what hindered it.
export async function rememberOutcome<T>(
  ctx: Context,
  { signal, check }: { signal: AbortSignal; check: () => Promise<T> },
): Promise<T> {
  allow(ctx, "run:work");
  try {
    const found = await check();
    if ((await readSetting(ctx.db, "scrubFailed")) !== null) {
      await write(ctx.db, (tx) =>
        writeSetting(tx, "scrubFailed", { value: null, at: ctx.clock.now() }),
      );
    }
    return found;
  } catch (error) {
    if (signal.aborted || isFailure(error, "lease-lost")) throw error;
    const { sentence } = asFailure(error).report();
    await write(ctx.db, async (tx) => {
      const at = ctx.clock.now();
      await writeSetting(tx, "scrubFailed", { value: { at: at.toISOString(), sentence }, at });
      await writeSetting(tx, "scrubAsk", { value: null, at });
      await emit(tx, { at, kind: "vault.checking", subjectId: "vault", data: {} });
    });
    throw error;
  }
}
