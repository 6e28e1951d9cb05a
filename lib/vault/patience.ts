/**
 * Waits for `work` no longer than the signal allows, because a read from a dead mount never ends.
 *
 * @throws what `work` throws, or the signal's reason; `late` then gets what `work` came to after all
 */
export function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  late: (result: T) => void = () => {},
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => {
      reject(signal.reason);
      work.then(late, () => {});
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
