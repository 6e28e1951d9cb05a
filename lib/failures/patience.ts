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
    signal.addEventListener("abort", stop, { once: true });
    const done = () => signal.removeEventListener("abort", stop);
    work.then(
      (result) => {
        done();
        resolve(result);
      },
      (error) => {
        done();
        reject(error);
      },
    );
  });
}
