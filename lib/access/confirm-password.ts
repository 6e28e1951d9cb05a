import type { Context } from "#lib/context";
import { write } from "#lib/db";
import { fail } from "#lib/failures";
import { allow } from "./allow.ts";
import { parseInput } from "./parse-input.ts";
import { checkPassword } from "./password.ts";
import { ConfirmPassword } from "./schema.ts";
import { forgiveTry, type TryPlace, takeTry } from "./tries.ts";
import { loadUser } from "./users.ts";

/**
 * Lets pass whoever types their own password once more, before something that a browser left open
 * must not give away. Tries are limited as those of signing in; what follows is what is recorded.
 *
 * @throws Failure `invalid` without a password; `wrong-credentials`; `locked-out` while a pause
 *   goes on; `too-busy`
 */
export async function confirmPassword(ctx: Context, input: ConfirmPassword): Promise<void> {
  allow(ctx, "session:confirm");
  const { password } = parseInput(ConfirmPassword, input);
  const { matches, triesLeft } = await tryOwnPassword(ctx, password);
  if (!matches) throw fail("wrong-credentials", { triesLeft, own: true });
}

/**
 * Compares a password with that of the person who acts; a wrong one counts towards a pause.
 *
 * @throws Failure `not-found` for who is no user; `locked-out`; `too-busy`
 */
// check: no-audit: a count for the lockout, and nothing else is written.
export async function tryOwnPassword(
  ctx: Context,
  typed: string,
): Promise<{ matches: boolean; triesLeft: number }> {
  const { id, name, address } = ctx.actor;
  const place: TryPlace = { what: "password", name, address, known: id };
  const { user, triesLeft } = await write(ctx.db, async (tx) => {
    const left = await takeTry(tx, place, ctx.clock.now());
    return { triesLeft: left, user: await loadUser(tx, id) };
  });
  const { matches } = await checkPassword(typed, user.passwordHash);
  if (matches) await write(ctx.db, (tx) => forgiveTry(tx, place));
  return { matches, triesLeft };
}
