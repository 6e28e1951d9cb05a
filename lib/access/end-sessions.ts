import { and, eq, isNull, ne } from "drizzle-orm";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { allow } from "./allow.ts";
import { audit } from "./audit.ts";
import { liveSession } from "./sessions.ts";

/**
 * Ends one session: a person's own by signing out, or any by an administrator.
 *
 * @throws Failure `not-found` when it does not live
 */
export async function endSession(ctx: Context, { id }: { id: string }): Promise<void> {
  allow(ctx, "session:end");
  const at = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    const session = await liveSession(tx, at, id);
    if (!session) throw fail("not-found", { what: "session", name: id.slice(0, 8) });
    const because =
      session.user.id === ctx.actor.id
        ? "You signed out."
        : `${ctx.actor.name} ended this session.`;
    await tx
      .update(tables.sessions)
      .set({ endedAt: at, endedBecause: because })
      .where(eq(tables.sessions.id, id));
    await audit(tx, ctx, {
      action: "session:end",
      subject: { kind: "user", ...session.user },
      after: { sessions: 1, address: session.address },
    });
    await emit(tx, {
      at,
      kind: "access.changed",
      subjectId: session.user.id,
      data: { userId: session.user.id },
    });
  });
}

/**
 * Ends every session of a user: signing out everywhere.
 *
 * @param except id of one session that stays, such as the one that asks
 * @returns how many ended
 */
export async function endAllSessions(
  ctx: Context,
  { userId, except }: { userId: string; except?: string },
): Promise<number> {
  allow(ctx, "session:end");
  const at = ctx.clock.now();
  return write(ctx.db, async (tx) => {
    const user = await tx.select().from(tables.users).where(eq(tables.users.id, userId)).get();
    if (!user) throw fail("not-found", { what: "user", name: userId });
    const because =
      userId === ctx.actor.id
        ? "You signed out everywhere."
        : `${ctx.actor.name} signed this account out everywhere.`;
    const ended = await endSessionsOf(tx, { userId, except, at, because });
    await audit(tx, ctx, {
      action: "session:end",
      subject: { kind: "user", id: user.id, name: user.name },
      after: { sessions: ended },
    });
    await emit(tx, { at, kind: "access.changed", subjectId: userId, data: { userId } });
    return ended;
  });
}

/** Ends a user's sessions inside the caller's transaction, which audits. */
export async function endSessionsOf(
  tx: Transaction,
  end: { userId: string; except?: string | undefined; at: Date; because: string },
): Promise<number> {
  const { sessions } = tables;
  const ended = await tx
    .update(sessions)
    .set({ endedAt: end.at, endedBecause: end.because })
    .where(
      and(
        eq(sessions.userId, end.userId),
        isNull(sessions.endedAt),
        end.except ? ne(sessions.id, end.except) : undefined,
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}
