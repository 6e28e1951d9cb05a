import type { Context } from "#lib/context";
import { type Shift, scrubWhenAsked, scrubWhenDue } from "#lib/runs";

/**
 * The two checks of the vault, the rolling one and the one that somebody asked for: never both at
 * once, since each reads the disk as fast as it can.
 */
export function makeScrubs(ctx: Context, by: { me: Shift; signal: AbortSignal }) {
  let isUnderWay = false;
  const alone = (check: () => Promise<unknown>) => async () => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      await check();
    } finally {
      isUnderWay = false;
    }
  };
  return {
    due: alone(() => scrubWhenDue(ctx, by)),
    asked: alone(() => scrubWhenAsked(ctx, by)),
  };
}
