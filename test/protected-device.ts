import type { ProtectedDevice } from "#lib/alarms";

const at = new Date("2026-01-01T00:00:00Z");

/** A device that a plan takes and that has given nothing yet, with what a test says of it. */
export function protectedDevice(
  name: string,
  facts: Partial<ProtectedDevice> = {},
): ProtectedDevice {
  return {
    device: {
      ...{ id: name, name, address: "192.0.2.1", port: 22, platform: null, tags: [], site: "" },
      credentialId: "credential",
      credential: { id: "credential", name: "lab" },
      ...{ hostKey: null, hostKeyType: null, seenHostKey: null, facts: null, legacy: [] },
      ...{ notes: "", limits: {}, enabled: true, createdAt: at, updatedAt: at },
    },
    record: null,
    plan: { id: "plan", name: "Nightly" },
    protection: "unprotected",
    lastGoodAt: null,
    objectiveMs: null,
    quarantined: 0,
    failure: null,
    ...facts,
  };
}
