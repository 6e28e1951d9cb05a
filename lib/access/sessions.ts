import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, gt, isNull, lt } from "drizzle-orm";
import type { Actor, Clock, Context } from "#lib/context";
import { type Database, type Transaction, tables, write } from "#lib/db";
import { userActor } from "./actor.ts";
import { allow } from "./allow.ts";
import type { Session } from "./schema.ts";

const dayMs = 86_400_000;
/** A session that is not used for this long has ended. */
export const sessionIdleMs = 7 * dayMs;
/** A session ends this long after sign-in, however much it is used. */
export const sessionLifeMs = 30 * dayMs;
/** Being seen is written down this often at most: pages ask many times a minute. */
const seenEveryMs = 60_000;
/** Ended sessions are kept this long, for the sentence that says why. */
const endedKeepMs = 30 * dayMs;

const secretBytes = 32;
const browserLengthMax = 300;

/** A request's session: who acts, and by which session. */
export interface SignedIn {
  actor: Actor;
  session: Session;
}

/** Begins a session inside the caller's transaction. The secret is known to the browser alone. */
export async function beginSession(
  tx: Transaction,
  { userId, address, browser, at }: { userId: string; address: string; browser: string; at: Date },
): Promise<string> {
  const secret = randomBytes(secretBytes).toString("base64url");
  await tx
    .delete(tables.sessions)
    .where(lt(tables.sessions.expiresAt, new Date(at.getTime() - endedKeepMs)));
  await tx.insert(tables.sessions).values({
    id: sessionId(secret),
    userId,
    createdAt: at,
    seenAt: at,
    expiresAt: new Date(at.getTime() + sessionLifeMs),
    address,
    browser: browser.slice(0, browserLengthMax),
  });
  return secret;
}

/** Ends the session that a browser had when it signed in anew, inside the caller's transaction. */
export async function replaceSession(
  tx: Transaction,
  { secret, at }: { secret: string; at: Date },
): Promise<void> {
  const { sessions } = tables;
  await tx
    .update(sessions)
    .set({ endedAt: at, endedBecause: "This browser signed in anew." })
    .where(and(eq(sessions.id, sessionId(secret)), isNull(sessions.endedAt)));
}

/**
 * Looks up who holds a session's secret; called for every request, so that ending a session or
 * disabling a user takes effect at once.
 *
 * @param from address of this request, which becomes the actor's; absent: where it was begun
 * @returns `null` when the session is unknown, ended, expired, or its user disabled
 */
export async function findSession(
  db: Database,
  clock: Clock,
  secret: string,
  from?: string | null,
): Promise<SignedIn | null> {
  const found = await liveSession(db, clock.now(), sessionId(secret));
  if (!found) return null;
  await noteSeen(db, clock, found);
  const address = from === undefined ? found.address : from;
  return { actor: userActor({ ...found.user, address }), session: found };
}

/** Whether a session still lives, without counting as use of it: for streams that stay open. */
export async function isSessionLive(db: Database, clock: Clock, id: string): Promise<boolean> {
  return (await liveSession(db, clock.now(), id)) !== null;
}

/** Why the session of a secret ended, as a sentence; `null` when it lives or was never there. */
export async function whyEnded(db: Database, clock: Clock, secret: string): Promise<string | null> {
  const row = await db
    .select()
    .from(tables.sessions)
    .where(eq(tables.sessions.id, sessionId(secret)))
    .get();
  if (!row) return null;
  if (row.endedBecause) return row.endedBecause;
  const now = clock.now().getTime();
  if (now >= row.expiresAt.getTime()) return "You signed in 30 days ago, so this session ended.";
  if (now >= row.seenAt.getTime() + sessionIdleMs)
    return "You were away for a week, so this session ended.";
  return null;
}

/** The sessions that live, newest use first; of one user if given. */
export async function listSessions(
  ctx: Context,
  { userId }: { userId?: string } = {},
): Promise<Session[]> {
  allow(ctx, "session:read");
  const { sessions, users } = tables;
  const rows = await ctx.db
    .select()
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(isLive(ctx.clock.now()), userId ? eq(sessions.userId, userId) : undefined))
    .orderBy(desc(sessions.seenAt));
  return rows.map((row) => sessionOf(row.sessions, row.users));
}

/** The public name of a session: knowing it opens nothing. */
function sessionId(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function isLive(now: Date) {
  const { sessions, users } = tables;
  return and(
    isNull(sessions.endedAt),
    gt(sessions.expiresAt, now),
    gt(sessions.seenAt, new Date(now.getTime() - sessionIdleMs)),
    isNull(users.disabledAt),
  );
}

export async function liveSession(
  db: Database | Transaction,
  now: Date,
  id: string,
): Promise<Session | null> {
  const { sessions, users } = tables;
  const row = await db
    .select()
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), isLive(now)))
    .get();
  return row ? sessionOf(row.sessions, row.users) : null;
}

// check: no-audit: being seen is no act of anybody; the trail would drown in it.
async function noteSeen(db: Database, clock: Clock, session: Session): Promise<void> {
  const now = clock.now();
  if (now.getTime() - session.seenAt.getTime() < seenEveryMs) return;
  const { sessions } = tables;
  await write(db, async (tx) => {
    await tx
      .update(sessions)
      .set({ seenAt: now })
      .where(and(eq(sessions.id, session.id), isNull(sessions.endedAt)));
  });
}

function sessionOf(
  row: typeof tables.sessions.$inferSelect,
  user: { id: string; name: string },
): Session {
  return {
    id: row.id,
    user: { id: user.id, name: user.name },
    createdAt: row.createdAt,
    seenAt: row.seenAt,
    expiresAt: row.expiresAt,
    address: row.address,
    browser: row.browser,
  };
}
