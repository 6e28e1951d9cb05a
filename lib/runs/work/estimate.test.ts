import { describe, expect, it } from "vitest";
import { Estimate } from "./estimate.ts";

const archive = { kind: "archive", name: "Archive" } as const;
const verify = { kind: "verify", name: "Verify" } as const;

/** An estimate on a stopwatch that the test moves. */
function estimate(usual: Record<string, number> = {}) {
  let nowMs = 0;
  const made = new Estimate(new Map(Object.entries(usual)), () => nowMs);
  return { made, pass: (ms: number) => (nowMs += ms) };
}

describe("how far a run is", () => {
  it("is not known before the sources were counted", () => {
    const { made } = estimate();
    made.begin({ kind: "source", name: "media" });
    made.moved({ entries: 5, bytes: 1_000 });
    expect(made.read()).toMatchObject({ entriesDone: 5, fraction: null, remainingMs: null });
  });

  it("counts reading back as half of the way when nothing is known of it", () => {
    const { made, pass } = estimate();
    made.setTotal({ entries: 0, bytes: 1_000_000 });
    made.begin(archive);
    made.moved({ entries: 0, bytes: 500_000 });
    pass(2_000);
    expect(made.read().fraction).toBeCloseTo(0.25);
    // Half of the bytes took 2 s: 2 s more, then 4 s for reading back at the same rate.
    expect(made.read().remainingMs).toBe(6_000);
  });

  it("uses what the steps usually take beside each other", () => {
    const { made, pass } = estimate({ "archive Archive": 9_000, "verify Verify": 1_000 });
    made.setTotal({ entries: 0, bytes: 1_000_000 });
    made.begin(archive);
    made.moved({ entries: 0, bytes: 500_000 });
    pass(4_500);
    expect(made.read().fraction).toBeCloseTo(0.45);
    expect(made.read().remainingMs).toBe(5_500);
  });

  it("says no remaining time before a rate can be believed", () => {
    const { made, pass } = estimate();
    made.setTotal({ entries: 0, bytes: 1_000_000 });
    made.begin(archive);
    made.moved({ entries: 0, bytes: 10 });
    pass(200);
    expect(made.read().remainingMs).toBeNull();
  });

  it("never passes the whole, when a source grew after it was counted", () => {
    const { made } = estimate();
    made.setTotal({ entries: 1, bytes: 100 });
    made.begin(archive);
    made.moved({ entries: 10, bytes: 1_000 });
    made.end(archive);
    made.begin(verify);
    made.moved({ entries: 10, bytes: 1_000 });
    expect(made.read().fraction).toBe(1);
  });
});
