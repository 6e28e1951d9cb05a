/** What waits for each signal: one listener for all of it, since some wait for every read of every file. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Waits for `work` no longer than the signal allows: a call into a dead mount never returns, and
 * nothing can end it.
 *
 * @param late gets what `work` came to after all, to free it
 * @throws what `work` throws, or the signal's reason
 */
export function unlessAborted<T>(
  signal: AbortSignal,
  work: Promise<T>,
  late: (result: T) => void = () => {},
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => {
      reject(signal.reason);
      work.then(late, () => {});
    };
    if (signal.aborted) return stop();
    const stops = stopsOf(signal);
    stops.add(stop);
    work.then(
      (result) => {
        stops.delete(stop);
        resolve(result);
      },
      (error) => {
        stops.delete(stop);
        reject(error);
      },
    );
  });
}

function stopsOf(signal: AbortSignal): Set<() => void> {
  const known = waiting.get(signal);
  if (known) return known;
  const stops = new Set<() => void>();
  waiting.set(signal, stops);
  const stopAll = () => {
    for (const stop of stops) stop();
    stops.clear();
  };
  signal.addEventListener("abort", stopAll, { once: true });
  return stops;
}
