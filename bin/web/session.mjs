// @ts-check
import { decode } from "next-auth/jwt";
import { cookieNames, findSession, tokenSecret } from "#lib/access";

/**
 * Whether a request carries the cookie of a session that lives. Pages and actions ask again by
 * themselves; this is for what must be known before a body is read.
 *
 * @param {import("node:http").IncomingMessage} req
 * @param {{
 *   db: import("#lib/db").Database, key: import("#lib/secrets").InstallationKey,
 *   clock: import("#lib/context").Clock, origins: readonly string[],
 * }} known `origins`: under each of which the cookie may have got its name
 * @returns {Promise<boolean>}
 */
export async function isSignedIn(req, { db, key, clock, origins }) {
  const names = new Set(origins.map((origin) => cookieNames(origin).session));
  for (const pair of (req.headers.cookie ?? "").split(";")) {
    const [name = "", token] = pair.trim().split("=", 2);
    if (!token || !names.has(name)) continue;
    const decoded = await decode({ token, secret: tokenSecret(key) }).catch(() => null);
    if (typeof decoded?.secret !== "string") continue;
    if (await findSession(db, clock, decoded.secret)) return true;
  }
  return false;
}
