import { eq, sql } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { fail } from "#lib/failures";
import { userActor } from "./actor.ts";
import { allow } from "./allow.ts";
import { audit } from "./audit.ts";
import { checkAgainstNobody, checkPassword, hashPassword } from "./password.ts";
import { SignIn } from "./schema.ts";
import { beginSession, replaceSession } from "./sessions.ts";
import { forgiveTry, type TryPlace, takeTry } from "./tries.ts";

/** Who asks to come in, and from where. */
export interface SignInRequest {
  name: string;
  password: string;
  address: string;
  /** The browser as it calls itself. */
  browser: string;
  /** Mark of a browser in which this user signed in before, already checked; `null` for others. */
  known: string | null;
  /** Secret of the session the browser shows up with, which ends then; `null`: none. */
  replaces: string | null;
}

type UserRow = typeof tables.users.$inferSelect;

/**
 * Signs a user in: a new session, whatever session the browser had before.
 *
 * An unknown name, a wrong password and a disabled user look the same and take as long.
 *
 * @returns the secret of the session, for the browser's cookie alone
 * @throws Failure `wrong-credentials`; `locked-out` while a pause goes on; `too-busy`
 */
export async function signIn(
  ctx: Context,
  request: SignInRequest,
): Promise<{ secret: string; userId: string }> {
  allow(ctx, "session:begin");
  const typed = SignIn.safeParse({ name: request.name, password: request.password });
  const name = typed.success ? typed.data.name.normalize("NFC") : "";
  const password = typed.success ? typed.data.password : "";
  const { address, known } = request;
  const place: TryPlace = { what: "sign-in", name, address, known };
  const { user, triesLeft } = await takeTryFor(ctx, place);
  const right = await isRight(user, password);
  if (!user || !right.matches || user.disabledAt) {
    await recordRefusal(ctx, user);
    throw fail("wrong-credentials", { triesLeft });
  }
  const newHash = right.outdated ? await hashPassword(password) : null;
  return openSession(ctx, { user, newHash, place, request });
}

/** Counts the try before anything is compared: many at once cannot all be the last free one. */
// check: no-audit: a count for the lockout; the refusal itself is recorded below.
async function takeTryFor(ctx: Context, place: TryPlace) {
  return write(ctx.db, async (tx) => {
    const triesLeft = await takeTry(tx, place, ctx.clock.now());
    const named = sql`lower(${tables.users.name}) = lower(${place.name})`;
    const user = await tx.select().from(tables.users).where(named).get();
    return { triesLeft, user: user ?? null };
  });
}

async function isRight(user: UserRow | null, password: string) {
  if (user) return checkPassword(password, user.passwordHash);
  await checkAgainstNobody(password);
  return { matches: false, outdated: false };
}

/** An unknown name is not written down: people type passwords into the wrong field. */
async function recordRefusal(ctx: Context, user: UserRow | null): Promise<void> {
  const subject = user
    ? { kind: "user", id: user.id, name: user.name }
    : { kind: "user", id: "unknown", name: "an unknown user name" };
  await write(ctx.db, (tx) => audit(tx, ctx, { action: "session:refused", subject }));
}

async function openSession(
  ctx: Context,
  opening: { user: UserRow; newHash: string | null; place: TryPlace; request: SignInRequest },
): Promise<{ secret: string; userId: string }> {
  const { user, newHash, place, request } = opening;
  const at = ctx.clock.now();
  return write(ctx.db, async (tx) => {
    const still = await tx.select().from(tables.users).where(eq(tables.users.id, user.id)).get();
    // Changed or disabled while the password was compared: what was compared counts no more.
    if (still?.passwordHash !== user.passwordHash || still.disabledAt) {
      throw fail("wrong-credentials", { triesLeft: 0 });
    }
    await forgiveTry(tx, place);
    const seen = { lastSignInAt: at, lastSignInFrom: request.address };
    await tx
      .update(tables.users)
      .set(newHash ? { ...seen, passwordHash: newHash } : seen)
      .where(eq(tables.users.id, user.id));
    const { address, browser } = request;
    if (request.replaces) await replaceSession(tx, { secret: request.replaces, at });
    const secret = await beginSession(tx, { userId: user.id, address, browser, at });
    const actor = userActor({ id: user.id, name: user.name, address });
    await audit(
      tx,
      { actor, clock: ctx.clock },
      { action: "session:begin", subject: { kind: "user", id: user.id, name: user.name } },
    );
    return { secret, userId: user.id };
  });
}
