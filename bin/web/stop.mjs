// @ts-check

/** Open answers get this long to end by themselves … */
const graceMs = 2_500;
/** … and the whole process this long. */
const endMs = 4_500;
/** The supervisor and the terminal may both pass on one Ctrl-C; later than this it is a second. */
const sameSignalMs = 500;

/**
 * Ends the process on SIGTERM, SIGINT or when its supervisor is gone: streams are told, answers
 * under way may finish, then everything is closed. A second signal ends it at once.
 *
 * @param {object} parts
 * @param {import("node:http").Server} parts.server
 * @param {AbortController} parts.stopping
 * @param {() => Promise<void>} parts.close what is closed once nobody asks any more
 * @param {number} parts.exitCode
 */
export function stopOnSignal({ server, stopping, close, exitCode }) {
  let since = 0;
  const stop = () => {
    if (since && performance.now() - since > sameSignalMs) process.exit(exitCode);
    if (since) return;
    since = performance.now();
    setTimeout(() => process.exit(exitCode), endMs).unref();
    setTimeout(() => server.closeAllConnections(), graceMs).unref();
    stopping.abort();
    server.close(async () => {
      await close();
      process.exit(exitCode);
    });
    server.closeIdleConnections();
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "disconnect"]) process.on(signal, stop);
}
