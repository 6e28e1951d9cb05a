// @ts-check
import { existsSync } from "node:fs";
import { createServer, Server } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openInstallation, systemActor } from "#lib/access";
import { sayWebIsHere, watchFromWeb } from "#lib/alarms";
import { systemClock } from "#lib/context";
import { closeDatabase } from "#lib/db";
import { asFailure, fail } from "#lib/failures";
import { openLog } from "#lib/log";
import { isWorkerAlive } from "#lib/runs";
import { consoleUrl, loopbackAllowed } from "#lib/settings";
import { ownOrigin, ownOrigins, readConfig } from "./web/config.mjs";
import { checkAtDoor, discard, introduce, receive } from "./web/front-door.mjs";
import { contentPolicy, finishHeadersOf, setSecurityHeaders } from "./web/headers.mjs";
import { refuse } from "./web/plain-page.mjs";
import { isSignedIn } from "./web/session.mjs";
import { stopOnSignal } from "./web/stop.mjs";

/**
 * The web process: our own HTTP server around Next, run by Node 24 after `npm run build`. What it
 * opens hangs on `globalThis` for the pages, which are bundled apart from it (`app/web-process.ts`).
 *
 * With a wrong or missing key it serves one locked page and ends with exit code 12.
 */

/** @typedef {import("./web/front-door.mjs").Visit} Visit */
/** @typedef {import("#lib/failures").Failure} Failure */

const root = fileURLToPath(new URL("..", import.meta.url));
const dev = process.argv.includes("--dev");
/** What a sentence in the address bar's tab calls each refusal. */
const titles = /** @type {Record<string, string>} */ ({
  "unknown-host": "This address is not set up",
  "foreign-origin": "Refused",
  "body-too-large": "Too large",
  "signed-out": "Signed out",
  "shutting-down": "Stopping",
});

async function main() {
  const config = readConfig(process.env);
  const stopping = new AbortController();
  const installation = await open();
  const server = createServer();
  // Longer than the minute a proxy keeps its connections, or it would send into closed ones.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 70_000;
  server.requestTimeout = 120_000;
  server.maxConnections = 2_000;

  if ("locked" in installation) {
    const failure = installation.locked;
    server.on("request", (req, res) => showLocked(req, res, failure, config));
    stopOnSignal({ server, stopping, close: async () => {}, exitCode: failure.exit });
    await listen(server, config);
    process.stderr.write(`${failure.message}\n${failure.next}\n`);
    greet("Holdfast is locked, and says why at", config);
    return;
  }

  const { db, folders, key } = installation;
  const log = openLog({ folder: folders.logs, part: "web" });
  Object.assign(globalThis, {
    [Symbol.for("holdfast.web")]: {
      db,
      folders,
      key,
      log,
      clock: systemClock,
      stopping: stopping.signal,
      origins: () => ownOrigins(config),
    },
  });
  const next = await startNext(config);
  server.on("request", (req, res) => {
    const known = { db, key, clock: systemClock, origins: ownOrigins(config) };
    const signedIn = () => isSignedIn(req, known);
    const { handle } = next;
    void serve({ req, res, config, log, signedIn, stopping: stopping.signal, handle });
  });
  server.on("upgrade", (req, socket, head) => {
    const visit = receive(req, config);
    if (!dev || !visit.origin) socket.destroy();
    else next.upgrades.emit("upgrade", req, socket, head);
  });
  /** @type {Promise<void> | null} */
  let watching = null; // begins once the server listens
  const ctx = { actor: systemActor(), db, clock: systemClock, log };
  const close = async () => {
    await watching;
    await sayWebIsHere(ctx, false);
    log.info("web stopped");
    await log.close();
    closeDatabase(db);
  };
  stopOnSignal({ server, stopping, close, exitCode: 0 });
  await listen(server, config);
  // Where Next reaches this server when it asks itself; the address people use may lead elsewhere.
  process.env.__NEXT_PRIVATE_ORIGIN = ownOrigin(config);
  log.info("web started", { address: ownOrigins(config)[0] });
  greet("Holdfast answers at", config);
  watching = watchFromWeb(ctx, {
    isWorkerAlive: () => isWorkerAlive(ctx),
    means: { key, allowLoopback: loopbackAllowed(), url: consoleUrl() },
    signal: stopping.signal,
  });
}

/** Opens the installation, or says why it stays locked. */
async function open() {
  try {
    return await openInstallation({ environment: process.env, clock: systemClock, begin: false });
  } catch (error) {
    const failure = asFailure(error);
    if (failure.exit === 12) return { locked: failure };
    throw failure;
  }
}

/** @param {import("./web/config.mjs").WebConfig} config */
async function startNext(config) {
  if (!dev && !existsSync(path.join(root, ".next", "BUILD_ID"))) throw fail("not-built", {});
  // next-auth builds its addresses from the host that was checked at the door, and nothing else.
  delete process.env.NEXTAUTH_URL;
  process.env.AUTH_TRUST_HOST = "1";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const { default: createNext } = await import("next");
  // Next takes upgrades from the server it is given; this one listens nowhere, so it gets only ours.
  const upgrades = new Server();
  const options = { dev, dir: root, hostname: config.host, port: config.port };
  const next = createNext({ ...options, httpServer: upgrades, quiet: false });
  await next.prepare();
  return { handle: next.getRequestHandler(), upgrades };
}

/**
 * @param {{
 *   req: import("node:http").IncomingMessage, res: import("node:http").ServerResponse,
 *   config: import("./web/config.mjs").WebConfig, log: import("#lib/log").Log,
 *   stopping: AbortSignal, signedIn: () => Promise<boolean>,
 *   handle: (req: import("node:http").IncomingMessage, res: import("node:http").ServerResponse) => Promise<void>,
 * }} exchange
 */
async function serve({ req, res, config, log, signedIn, stopping, handle }) {
  const visit = receive(req, config);
  const { id, nonce, secure, address } = visit;
  try {
    if (stopping.aborted) throw fail("shutting-down", {});
    await checkAtDoor(req, visit, config, signedIn);
    const policy = contentPolicy({ nonce, secure, dev });
    introduce(req, visit, policy);
    setSecurityHeaders(res, { policy, secure, id });
    finishHeadersOf(res, { isStatic: isStatic(req.url ?? "/") });
    await handle(req, res);
  } catch (error) {
    const failure = asFailure(error);
    const facts = { id, address, method: req.method, cause: failure.causeName, error: failure };
    if (failure.causeName === "unexpected") log.error("request failed", facts);
    else log.warn("request refused", facts);
    if (res.headersSent) return void res.destroy();
    const title = titles[failure.causeName] ?? "This did not work";
    const shown =
      failure.causeName === "unexpected"
        ? fail("unexpected", { detail: `request ${id}` })
        : failure;
    if (["body-too-large", "signed-out"].includes(failure.causeName)) await discard(req);
    // What is still being sent is not read: the connection ends with the answer.
    refuse(req, res, {
      failure: shown,
      id,
      nonce,
      secure,
      title,
      headers: { Connection: "close" },
    });
  }
}

/**
 * @param {string} what
 * @param {import("./web/config.mjs").WebConfig} config
 */
function greet(what, config) {
  process.stdout.write(`${what} ${ownOrigins(config)[0]}\nListening on ${ownOrigin(config)}\n`);
}

/** @param {string} url files that are the same for everybody and may be kept by a browser */
function isStatic(url) {
  return url.startsWith("/_next/static/");
}

/**
 * @param {import("node:http").IncomingMessage} req
 * @param {import("node:http").ServerResponse} res
 * @param {Failure} failure
 * @param {import("./web/config.mjs").WebConfig} config
 */
function showLocked(req, res, failure, config) {
  const { id, nonce, secure } = receive(req, config);
  const title = "Holdfast is locked";
  refuse(req, res, { failure, id, nonce, secure, title, body: { status: "locked" } });
}

/**
 * @param {Server} server
 * @param {import("./web/config.mjs").WebConfig} config
 * @returns {Promise<void>}
 */
function listen(server, config) {
  return new Promise((resolve, reject) => {
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      const address = `${config.host}:${config.port}`;
      const taken = error.code === "EADDRINUSE";
      const detail = error.code ?? error.message;
      reject(
        taken ? fail("port-taken", { address }) : fail("address-unusable", { address, detail }),
      );
    });
    server.listen(config.port, config.host, () => {
      const address = server.address();
      // PORT=0 takes any free port; from here on it is the one that was given.
      if (typeof address === "object" && address) config.port = address.port;
      resolve();
    });
  });
}

main().catch((/** @type {unknown} */ error) => {
  const failure = asFailure(error);
  process.stderr.write(`${failure.message}\n${failure.next}\n`);
  if (failure.causeName === "unexpected" && error instanceof Error) {
    process.stderr.write(`${error.stack}\n`);
  }
  process.exit(failure.exit);
});
