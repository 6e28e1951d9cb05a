import type { InstallationKey } from "#lib/secrets";

/** A key for installations that no process opens: theirs is passed in. */
export const testKey: InstallationKey = { bytes: Buffer.alloc(32, 7), place: "the test" };
