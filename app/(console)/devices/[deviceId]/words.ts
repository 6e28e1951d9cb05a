import type { ConfigVersion } from "#lib/versions/schema";

const usualPort = 22;

/** Address and port as they are typed elsewhere; the usual port is not said. */
export function placeOf({ address, port }: { address: string; port: number }): string {
  if (port === usualPort) return address;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

/** "once", "2 times": how often the device gave this text. */
export function timesWords(times: number): string {
  return times === 1 ? "once" : `${times} times`;
}

/** What a person did to a version, as a sentence; `null`: nothing. */
export function personWords({ origin, acceptedBy, acceptedWhy }: ConfigVersion): string | null {
  if (origin === "hand") return "Added by hand.";
  if (acceptedBy === null) return null;
  return acceptedWhy ? `Accepted by ${acceptedBy}: ${acceptedWhy}` : `Accepted by ${acceptedBy}.`;
}
