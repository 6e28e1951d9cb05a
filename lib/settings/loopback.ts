import { fail } from "#lib/failures";
import type { Environment } from "#lib/secrets";

/**
 * Whether a device may be this machine itself. It may not unless whoever started Holdfast says so:
 * services that trust their own machine would else be open to everybody who may add a device.
 *
 * @throws Failure `setting-malformed`
 */
export function loopbackAllowed(environment: Environment = process.env): boolean {
  const value = environment.HOLDFAST_ALLOW_LOOPBACK || "0";
  if (value === "0" || value === "1") return value === "1";
  throw fail("setting-malformed", {
    name: "HOLDFAST_ALLOW_LOOPBACK",
    problem: "is neither 0 nor 1",
  });
}
