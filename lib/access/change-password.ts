import { eq } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { allow } from "./allow.ts";
import { audit } from "./audit.ts";
import { tryOwnPassword } from "./confirm-password.ts";
import { endSessionsOf } from "./end-sessions.ts";
import { parseInput } from "./parse-input.ts";
import { hashPassword } from "./password.ts";
import { ChangePassword } from "./schema.ts";
import { loadUser } from "./users.ts";

/**
 * Gives a user a new password. Every session of theirs ends, except one that the caller names.
 *
 * Who changes their own password proves that they know the old one; tries are limited.
 *
 * @param keepSession id of the session that asks
 * @throws Failure `invalid` with the field; `not-found`; `locked-out`
 */
export async function changePassword(
  ctx: Context,
  input: ChangePassword,
  { keepSession }: { keepSession?: string } = {},
): Promise<void> {
  allow(ctx, "user:change");
  const { userId, current, password } = parseInput(ChangePassword, input);
  if (userId === ctx.actor.id) await proveCurrent(ctx, current ?? "");
  const passwordHash = await hashPassword(password);
  const at = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    const user = await loadUser(tx, userId);
    await tx.update(tables.users).set({ passwordHash }).where(eq(tables.users.id, userId));
    const because =
      userId === ctx.actor.id
        ? "You changed your password."
        : `${ctx.actor.name} changed the password of this account.`;
    const ended = await endSessionsOf(tx, { userId, except: keepSession, at, because });
    await audit(tx, ctx, {
      action: "user:change",
      subject: { kind: "user", id: userId, name: user.name },
      after: { password: "changed", sessionsEnded: ended },
    });
    await emit(tx, { at, kind: "access.changed", subjectId: userId, data: { userId } });
  });
}

async function proveCurrent(ctx: Context, current: string): Promise<void> {
  const { matches } = await tryOwnPassword(ctx, current);
  if (matches) return;
  const problem = "This is not your current password.";
  throw fail("invalid", { problems: [{ field: "current", problem }] });
}
