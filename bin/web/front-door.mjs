// @ts-check
import { randomBytes } from "node:crypto";
import { fail } from "#lib/failures";
import { clientAddress, isOwnOrigin, originOf, ownOrigins } from "./config.mjs";
import { stripPrivateHeaders } from "./headers.mjs";

/** What pages and actions may be sent at once; forms are far below. */
export const bodyBytesMax = 1_000_000;
/** The one form that holds a whole configuration, for who is signed in; as in `next.config.ts`. */
const configBytesMax = 40_000_000;

/**
 * Next asks this server itself when an action belongs to another page or leads there, and passes the
 * headers of the first request on. By this word, known to nobody else, such a request is told apart.
 */
const inside = randomBytes(16).toString("base64url");

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
const readOnly = new Set(["GET", "HEAD"]);

/**
 * What is known about a request before anything else looks at it.
 *
 * @typedef {object} Visit
 * @property {string} id stands in the log and in the answer
 * @property {string} nonce of this answer's scripts
 * @property {string} address of the client
 * @property {string | null} origin the address the console was asked for under; `null`: not ours
 * @property {boolean} secure whether that is https
 * @property {boolean} fromInside whether Next asks, on behalf of a request that came in before
 */

/**
 * Looks a request over and clears it of what only this process may say.
 *
 * @param {import("node:http").IncomingMessage} req
 * @param {import("./config.mjs").WebConfig} config
 * @returns {Visit}
 */
export function receive(req, config) {
  const { headers, socket } = req;
  const fromInside = headers["x-holdfast-inside"] === inside;
  const address = fromInside
    ? String(headers["x-holdfast-address"])
    : clientAddress(config, socket.remoteAddress, headers["x-forwarded-for"]);
  stripPrivateHeaders(headers);
  const origin = originOf(config, headers.host);
  const secure = origin?.startsWith("https:") ?? false;
  return {
    id: randomBytes(6).toString("hex"),
    nonce: randomBytes(16).toString("base64"),
    address,
    origin,
    secure,
    fromInside,
  };
}

/**
 * The rules of the door, before a page or action is asked; the first that is broken answers.
 *
 * @param {import("node:http").IncomingMessage} req
 * @param {Visit} visit
 * @param {import("./config.mjs").WebConfig} config
 * @param {() => Promise<boolean>} isSignedIn asked only before a body that strangers may not send
 * @returns {Promise<void>}
 * @throws Failure `unknown-host`, `foreign-origin`, `body-too-large`, `body-length-unknown`, `usage`,
 *   `signed-out`
 */
export async function checkAtDoor(req, visit, config, isSignedIn) {
  const { method = "", headers, url = "" } = req;
  if (!visit.origin) {
    throw fail("unknown-host", {
      host: (headers.host ?? "nothing").slice(0, 200),
      expected: ownOrigins(config).join(", "),
    });
  }
  if (!methods.has(method)) throw fail("usage", { problem: `${method} is not understood here.` });
  // A path that begins with two slashes names a host to whoever resolves it: no redirect is made of it.
  if (!/^\/(?![/\\])/.test(url)) throw fail("usage", { problem: "This is not a path." });
  checkOrigin(req, config);
  if (readOnly.has(method)) return;
  // Next hands an action on without its length, which was checked when the browser sent it.
  if (visit.fromInside) return;
  if (headers["transfer-encoding"]) throw fail("body-length-unknown", {});
  const bytes = Number(headers["content-length"] ?? 0);
  const limitBytes = /^\/configs\/new(?:\?|$)/.test(url) ? configBytesMax : bodyBytesMax;
  if (bytes > limitBytes) throw fail("body-too-large", { limitBytes });
  if (bytes > bodyBytesMax && !(await isSignedIn())) throw fail("signed-out", {});
}

/**
 * What changes something must come from a page of ours, and say so; reading is refused to other
 * sites' pages as well, except following a link to us.
 *
 * @param {import("node:http").IncomingMessage} req
 * @param {import("./config.mjs").WebConfig} config
 */
function checkOrigin({ method = "", headers }, config) {
  const { origin } = headers;
  const site = headers["sec-fetch-site"];
  const writes = !readOnly.has(method);
  const told = origin !== undefined ? isOwnOrigin(config, origin) : site === "same-origin";
  if (writes && told && site !== "cross-site") return;
  const isLink = headers["sec-fetch-mode"] === "navigate";
  const isOurs = site === undefined || site === "same-origin" || site === "none";
  if (!writes && (isOurs || isLink) && (origin === undefined || told)) return;
  throw fail("foreign-origin", {
    origin: (origin ?? site ?? "a page that does not say where it is from").slice(0, 200),
    expected: ownOrigins(config).join(", "),
  });
}

/**
 * Tells Next and the pages what was found out: the host that was checked, the client, this request.
 *
 * @param {import("node:http").IncomingMessage} req
 * @param {Visit} visit
 * @param {string} policy
 */
export function introduce(req, visit, policy) {
  const { headers, url = "/" } = req;
  // A write may come by a proxy that changes `Host`; its Origin was checked and is what people use.
  const origin = headers.origin ?? visit.origin ?? "";
  const { host, protocol } = new URL(origin);
  headers["x-forwarded-host"] = host;
  headers["x-forwarded-proto"] = protocol.slice(0, -1);
  headers["x-forwarded-for"] = visit.address;
  headers["content-security-policy"] = policy;
  headers["x-nonce"] = visit.nonce;
  headers["x-request-id"] = visit.id;
  headers["x-holdfast-origin"] = origin;
  headers["x-holdfast-address"] = visit.address;
  headers["x-holdfast-path"] = url;
  headers["x-holdfast-inside"] = inside;
  // Streams and archives are sent as they are: compressing would hold back events and cost a core.
  if (url.startsWith("/api/")) delete headers["accept-encoding"];
}

/** As much of a refused body is read and thrown away … */
const discardBytesMax = 4_000_000;
/** … for this long at most. */
const discardMsMax = 2_000;

/**
 * Reads on for a moment, so that a client which is still sending meets the answer and not a closed
 * connection.
 *
 * @param {import("node:http").IncomingMessage} req
 * @returns {Promise<void>}
 */
export function discard(req) {
  return new Promise((resolve) => {
    let bytes = 0;
    const timer = setTimeout(done, discardMsMax);
    function done() {
      clearTimeout(timer);
      req.pause();
      resolve();
    }
    req.on("data", (part) => {
      bytes += part.length;
      if (bytes > discardBytesMax) done();
    });
    req.once("end", done);
    req.once("close", done);
  });
}
