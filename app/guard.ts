import { headers } from "next/headers";
import { cache } from "react";
import { findSession, type SignedIn } from "#lib/access";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import { sessionSecret } from "./next-auth.ts";
import { requestFacts, webProcess } from "./web-process.ts";

/** Somebody who is signed in: the context of what they do, and the session they do it by. */
export interface Viewer {
  ctx: Context;
  session: SignedIn["session"];
}

/**
 * Who asks, looked up in the sessions table anew for every request; `null` for strangers, ended
 * sessions and disabled users.
 */
export const viewer = cache(async (): Promise<Viewer | null> => {
  const { db, clock, log } = webProcess();
  const { id, address, origin } = await requestFacts();
  const secret = await sessionSecret(origin);
  if (!secret) return null;
  const signedIn = await findSession(db, clock, secret, address);
  if (!signedIn) return null;
  const { actor, session } = signedIn;
  return { ctx: { actor, db, clock, log: log.with({ request: id, user: actor.id }) }, session };
});

/**
 * Refuses what does not come from a page of ours. A browser always says where a write comes from;
 * a request with a cookie that does not say is no browser's.
 *
 * The door in front checks the same; this holds whatever stands in front.
 *
 * @throws Failure `foreign-origin`
 */
export async function checkOrigin(): Promise<void> {
  const all = await headers();
  const origin = all.get("origin");
  const origins = webProcess().origins();
  const told =
    origin === null ? all.get("sec-fetch-site") === "same-origin" : origins.includes(origin);
  if (told) return;
  throw fail("foreign-origin", {
    origin: (origin ?? "a page that does not say where it is from").slice(0, 200),
    expected: origins.join(", "),
  });
}
