import { describe, expect, it } from "vitest";
import type { ProtectedDevice, ProtectedSource, ProtectionReport } from "#lib/alarms";
import { protectedDevice } from "../../test/protected-device.ts";
import { oldestCopy, verdictOf } from "./verdict.tsx";

const now = new Date("2026-03-10T12:00:00Z");
const hourMs = 3_600_000;

function source(name: string, facts: Partial<ProtectedSource>): ProtectedSource {
  return {
    source: { id: name, name, kind: "files", path: `/srv/${name}` },
    plan: { id: "plan", name: "Nightly" },
    builtIn: false,
    protection: "protected",
    lastGoodAt: new Date(now.getTime() - 2 * hourMs),
    objectiveMs: null,
    ...facts,
  };
}

function report(sources: ProtectedSource[], devices: ProtectedDevice[] = []): ProtectionReport {
  const count = (of: { protection: string }[]) => {
    const number = (state: string) => of.filter(({ protection }) => protection === state).length;
    return {
      total: of.length - number("paused"),
      protected: number("protected"),
      stale: number("stale"),
      unprotected: number("unprotected"),
      paused: number("paused"),
    };
  };
  const own = sources.filter(({ builtIn }) => !builtIn);
  return {
    sources,
    inPlans: sources,
    devices,
    counts: count([...sources, ...devices]),
    ownCounts: count([...own, ...devices]),
    sourceCounts: count(sources),
    deviceCounts: { ...count(devices), quarantined: 0 },
  };
}

const verdict = (
  sources: ProtectedSource[],
  facts: { running?: number; stepsLeft?: number; brakes?: number } = {},
) => verdictOf({ report: report(sources), running: 0, stepsLeft: 3, brakes: 0, now, ...facts });

function device(name: string, facts: Partial<ProtectedDevice>): ProtectedDevice {
  const lastGoodAt = new Date(now.getTime() - 2 * hourMs);
  return protectedDevice(name, { protection: "protected", lastGoodAt, ...facts });
}

describe("devices in the verdict", () => {
  it("count beside sources, and the oldest copy may be one of theirs", () => {
    const both = report(
      [source("etc", {})],
      [device("core-1", { protection: "stale", lastGoodAt: new Date(0) }), device("core-2", {})],
    );
    expect(verdictOf({ report: both, running: 0, stepsLeft: 0, brakes: 0, now })).toMatchObject({
      title: "2 of 3 protected",
      strong: "1 needs attention.",
    });
    expect(oldestCopy(both)?.name).toBe("core-1");
  });

  it("are something the owner set up", () => {
    const itself = source("holdfast.db", { builtIn: true });
    const facts = {
      report: report([itself], [device("core-1", {})]),
      running: 0,
      stepsLeft: 0,
      brakes: 0,
      now,
    };
    expect(verdictOf(facts).title).toBe("2 of 2 protected");
  });
});

describe("the verdict", () => {
  it("counts a plan whose brake is on, however well it is protected", () => {
    expect(verdict([source("etc", { protection: "protected" })], { brakes: 1 })).toMatchObject({
      title: "1 of 1 protected",
      strong: "1 needs attention.",
    });
  });

  it("of a fresh installation says that only Holdfast itself is protected", () => {
    const itself = source("holdfast.db", { builtIn: true });
    expect(verdict([itself])).toEqual({
      title: "Holdfast itself is protected and the rest is not yet",
      strong: "",
      rest: "Three steps take about three minutes. You can stop at any point and come back.",
    });
  });

  it("before the first run says that nothing is", () => {
    const itself = source("holdfast.db", {
      builtIn: true,
      protection: "unprotected",
      lastGoodAt: null,
    });
    expect(verdict([itself], { running: 1 }).title).toBe("Nothing is protected yet");
    expect(verdict([itself], { running: 1 }).rest).toMatch(/One run is in progress\.$/);
  });

  it("counts what is protected, then what needs attention, then the oldest good copy", () => {
    const old = new Date(now.getTime() - 220 * hourMs);
    const sources = [
      source("a", {}),
      source("b", { protection: "stale", lastGoodAt: old }),
      source("c", { protection: "paused", lastGoodAt: null }),
    ];
    expect(verdict(sources)).toEqual({
      title: "1 of 2 protected",
      strong: "1 needs attention.",
      rest: "The oldest good copy is 9 d 4 h old.",
    });
  });

  it("is quiet where all is well", () => {
    expect(verdict([source("a", {})], { running: 2 })).toEqual({
      title: "1 of 1 protected",
      strong: "Nothing needs attention.",
      rest: "The oldest good copy is 2 h old. 2 runs are in progress.",
    });
  });

  it("takes a source without any copy for the oldest, and leaves paused ones out", () => {
    const sources = [
      source("a", {}),
      source("never", { protection: "unprotected", lastGoodAt: null }),
      source("paused", { protection: "paused", lastGoodAt: new Date(0) }),
    ];
    expect(oldestCopy(report(sources))?.name).toBe("never");
  });
});
