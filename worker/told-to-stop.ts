/** What is under way gets this long to end; what is stuck in a system call ends with the process. */
const endMsMax = 4_500;
/** The terminal and the launcher may both pass on one Ctrl-C; later than this it is a second. */
const sameSignalMs = 500;

/**
 * Calls `stop` when this process is told to end: by a signal, or because the process that started it
 * is gone. A second signal, or time running out, ends it at once with everything it started.
 */
export function whenToldToStop(stop: () => void): void {
  let since = 0;
  const told = () => {
    if (since && performance.now() - since > sameSignalMs) endAtOnce();
    if (since) return;
    since = performance.now();
    setTimeout(endAtOnce, endMsMax).unref();
    stop();
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "disconnect"]) process.on(signal, told);
}

function endAtOnce(): never {
  try {
    process.kill(-process.pid, "SIGKILL"); // snapshots run in processes of their own, in this group
  } catch {
    // Whoever started this process leads the group, and ends it.
  }
  process.exit(1);
}
