import { and, asc, count, eq, isNull, ne } from "drizzle-orm";
import type { Context } from "#lib/context";
import { newId, type Transaction, tables, unlessTaken, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { allow } from "./allow.ts";
import { audit } from "./audit.ts";
import { endSessionsOf } from "./end-sessions.ts";
import { parseInput } from "./parse-input.ts";
import { hashPassword } from "./password.ts";
import { AddUser, type User } from "./schema.ts";

/** Everybody who may sign in or could, by name. */
export async function listUsers(ctx: Context): Promise<User[]> {
  allow(ctx, "user:read");
  const rows = await ctx.db.select().from(tables.users).orderBy(asc(tables.users.name));
  return rows.map(userOf);
}

/**
 * Adds a person who may sign in at once.
 *
 * @throws Failure `invalid` with the field; `name-taken`
 */
export async function addUser(ctx: Context, input: AddUser): Promise<User> {
  allow(ctx, "user:create");
  const { name, password } = parseInput(AddUser, input);
  const passwordHash = await hashPassword(password);
  return write(ctx.db, (tx) => insertUser(tx, ctx, { name, passwordHash }));
}

/** Adds a user inside the caller's transaction, audited and told. */
export async function insertUser(
  tx: Transaction,
  ctx: Pick<Context, "actor" | "clock">,
  { name, passwordHash }: { name: string; passwordHash: string },
): Promise<User> {
  const at = ctx.clock.now();
  const row = {
    id: newId(),
    name,
    passwordHash,
    createdAt: at,
    lastSignInAt: null,
    lastSignInFrom: null,
    disabledAt: null,
  };
  await unlessTaken({ what: "user", name }, () => tx.insert(tables.users).values(row));
  await audit(tx, ctx, {
    action: "user:create",
    subject: { kind: "user", id: row.id, name },
    after: { name },
  });
  await emit(tx, { at, kind: "access.changed", subjectId: row.id, data: { userId: row.id } });
  return userOf(row);
}

/**
 * Keeps a user out: their sessions end now, their runs and their trail stay.
 *
 * @throws Failure `not-found`; `last-administrator`
 */
export async function disableUser(ctx: Context, { id }: { id: string }): Promise<User> {
  allow(ctx, "user:change");
  return write(ctx.db, async (tx) => {
    const user = await loadUser(tx, id);
    if (user.disabledAt) return userOf(user);
    if ((await otherEnabledUsers(tx, id)) === 0) {
      throw fail("last-administrator", { name: user.name });
    }
    const at = ctx.clock.now();
    const because = `${ctx.actor.name} disabled this account.`;
    const sessions = await endSessionsOf(tx, { userId: id, at, because });
    return changeDisabled(tx, ctx, { user, disabledAt: at, sessions });
  });
}

/**
 * Lets a disabled user sign in again, with the password they had.
 *
 * @throws Failure `not-found`
 */
export async function enableUser(ctx: Context, { id }: { id: string }): Promise<User> {
  allow(ctx, "user:change");
  return write(ctx.db, async (tx) => {
    const user = await loadUser(tx, id);
    if (!user.disabledAt) return userOf(user);
    return changeDisabled(tx, ctx, { user, disabledAt: null, sessions: 0 });
  });
}

/** One user's row, for changes inside a transaction. @throws Failure `not-found` */
export async function loadUser(
  tx: Transaction,
  id: string,
): Promise<typeof tables.users.$inferSelect> {
  const user = await tx.select().from(tables.users).where(eq(tables.users.id, id)).get();
  if (!user) throw fail("not-found", { what: "user", name: id });
  return user;
}

async function changeDisabled(
  tx: Transaction,
  ctx: Context,
  change: {
    user: typeof tables.users.$inferSelect;
    disabledAt: Date | null;
    sessions: number;
  },
): Promise<User> {
  const { user, disabledAt, sessions } = change;
  const at = ctx.clock.now();
  await tx.update(tables.users).set({ disabledAt }).where(eq(tables.users.id, user.id));
  await audit(tx, ctx, {
    action: "user:change",
    subject: { kind: "user", id: user.id, name: user.name },
    before: { disabled: disabledAt === null },
    after: { disabled: disabledAt !== null, sessionsEnded: sessions },
  });
  await emit(tx, { at, kind: "access.changed", subjectId: user.id, data: { userId: user.id } });
  return userOf({ ...user, disabledAt });
}

async function otherEnabledUsers(tx: Transaction, id: string): Promise<number> {
  const { users } = tables;
  const row = await tx
    .select({ count: count() })
    .from(users)
    .where(and(ne(users.id, id), isNull(users.disabledAt)))
    .get();
  return row?.count ?? 0;
}

/** A user without the hash: what leaves this room. */
function userOf(row: typeof tables.users.$inferSelect): User {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.createdAt,
    lastSignInAt: row.lastSignInAt,
    lastSignInFrom: row.lastSignInFrom,
    disabledAt: row.disabledAt,
  };
}
