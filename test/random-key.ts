import { randomBytes } from "node:crypto";
import type { InstallationKey } from "#lib/secrets";

/** A key as an installation has one; another at each call. */
export function randomKey(): InstallationKey {
  return { bytes: randomBytes(32), place: "a test" };
}
