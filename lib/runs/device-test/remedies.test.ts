import { describe, expect, it } from "vitest";
import type { Attempt } from "#lib/collect";
import { type CauseName, causes, fail } from "#lib/failures";
import type { Device } from "#lib/inventory";
import { remediesFor } from "./remedies.ts";

const device = {
  hostKey: "SHA256:old",
  platform: "cisco-ios",
  credential: { id: "1", name: "lab" },
} as unknown as Device;
const limits = { silentMs: 30_000, commandMs: 300_000 };

function kindsFor(
  outcome: Attempt["outcome"],
  { platform, silentMs = limits.silentMs }: { platform?: null; silentMs?: number } = {},
) {
  const attempt = {
    outcome,
    recognised: null,
    hostKey: { type: "ssh-rsa", fingerprint: "SHA256:x" },
  } as unknown as Attempt;
  const tested = {
    device: platform === null ? { ...device, platform } : device,
    limits: { ...limits, silentMs },
    quarantined: null,
  };
  return remediesFor(attempt, tested);
}

const failed = (cause: CauseName, facts = {}) =>
  ({ kind: "failed", failure: fail(cause, facts as never) }) as const;

describe("what may mend a failed test", () => {
  it("is one to three things for whatever a device may fail with, each said in a sentence", () => {
    const all = (Object.keys(causes) as CauseName[]).filter((cause) => causes[cause].http === 502);
    const mended = all.filter((cause) => {
      const remedies = kindsFor(failed(cause, { offers: "", proposals: ["ssh-rsa"] }));
      expect(remedies.length, cause).toBeGreaterThan(0);
      expect(remedies.length, cause).toBeLessThanOrEqual(3);
      for (const { says, why } of remedies) {
        expect(says, cause).toMatch(/^[A-Z].*\.$/);
        expect(why, cause).toMatch(/^[A-Z“].*\.$/);
      }
      return remedies[0]?.kind !== "try-again";
    });
    expect(mended).toEqual(
      expect.arrayContaining(["auth", "dns", "host-key", "kex", "no-privilege", "tcp-refused"]),
    );
  });

  it("never doubles a limit past the longest there may be", () => {
    const [first] = kindsFor(failed("device-silent"), { silentMs: 400_000 });
    expect(first).toMatchObject({ kind: "raise-time-out", seconds: 600 });
    const [most] = kindsFor(failed("device-silent"), { silentMs: 600_000 });
    expect(most?.kind).toBe("try-again");
  });

  it("does not propose to detect a platform that was just detected", () => {
    const kinds = (platform?: null) =>
      kindsFor(failed("no-prompt"), { ...(platform === null ? { platform } : {}) }).map(
        ({ kind }) => kind,
      );
    expect(kinds()).toEqual(["detect-platform", "choose-platform"]);
    expect(kinds(null)).toEqual(["choose-platform"]);
  });

  it("says nothing where no algorithm that is known would help", () => {
    expect(kindsFor(failed("kex", { proposals: [] })).map(({ kind }) => kind)).toEqual([
      "try-again",
    ]);
  });
});
