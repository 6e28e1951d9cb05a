import { untilAborted } from "./until-aborted.ts";

/** Sessions under way in this process, by device: never two with one device at once. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Waits until nobody talks with a device any more, then talks with it alone.
 *
 * @throws what `talk` throws, or the reason of the aborted signal while waiting
 */
export async function talkAlone<T>(
  deviceId: string,
  signal: AbortSignal,
  talk: () => Promise<T>,
): Promise<T> {
  for (let other = underWay.get(deviceId); other; other = underWay.get(deviceId)) {
    await untilAborted(
      other.catch(() => {}),
      signal,
    );
  }
  const session = talk();
  underWay.set(deviceId, session);
  try {
    return await session;
  } finally {
    underWay.delete(deviceId);
  }
}

/** Captures under way, by device: a second run uses what the first one gets. */
const captures = new Map<string, Promise<unknown>>();

/**
 * Captures a device, or waits for the capture of another run and uses it. One that was broken off is
 * made once more.
 *
 * @returns the capture, and whether another run made it
 */
export async function captureOnce<T>(
  deviceId: string,
  signal: AbortSignal,
  capture: () => Promise<T>,
): Promise<{ captured: T; borrowed: boolean }> {
  for (let other = captures.get(deviceId); other; other = captures.get(deviceId)) {
    const captured = await untilAborted(
      other.catch(() => null),
      signal,
    );
    if (captured) return { captured: captured as T, borrowed: true };
  }
  const own = talkAlone(deviceId, signal, capture);
  captures.set(deviceId, own);
  try {
    return { captured: await own, borrowed: false };
  } finally {
    captures.delete(deviceId);
  }
}
