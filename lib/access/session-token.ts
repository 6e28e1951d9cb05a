import { deriveKey, type InstallationKey } from "#lib/secrets";

/**
 * The names of a browser's cookies at an address. Two installations on one machine differ in port
 * only, which cookies do not see: names carry it.
 */
export function cookieNames(origin: string) {
  const { protocol, port, host } = new URL(origin);
  // `__Host-`: no other host, and nothing without TLS, can set it over ours.
  const name = protocol === "https:" ? "__Host-holdfast" : `holdfast-${port || host}`;
  // None begins with the session's whole name: next-auth would take it for a piece of the session.
  return {
    session: `${name}-session`,
    csrf: `${name}-csrf`,
    callback: `${name}-callback`,
    known: `${name}-known`,
  };
}

/** What the token in a session's cookie is sealed with. */
export function tokenSecret(key: InstallationKey): string {
  return deriveKey(key, "sessions").toString("base64url");
}
