import { describe, expect, it } from "vitest";
import { protectedDevice as device } from "../../test/protected-device.ts";
import { causesOfDevices } from "./device-causes.ts";

const refused = (name: string) => ({
  cause: "tcp-refused" as const,
  sentence: `${name} refused the connection.`,
  next: "Check the port.",
});

describe("devices that need attention", () => {
  it("stand together where the reason is the same, the oldest copy first", () => {
    const stale = { protection: "stale" as const };
    const causes = causesOfDevices([
      device("a", { ...stale, lastGoodAt: new Date(3), failure: refused("a") }),
      device("b", { ...stale, lastGoodAt: new Date(2), failure: refused("b") }),
      device("c"),
      device("d", { protection: "protected", failure: refused("d") }),
      device("e", { protection: "paused" }),
    ]);
    expect(causes.map(({ devices }) => devices.map((each) => each.device.name))).toEqual([
      ["c"],
      ["b", "a"],
    ]);
  });

  it("are told by their last failure, else by whether they wait for a person or were never reached", () => {
    const reasons = causesOfDevices([
      device("a", { quarantined: 1, failure: refused("a") }),
      device("b", { quarantined: 1 }),
      device("c"),
      device("d", { protection: "stale", lastGoodAt: new Date(1) }),
    ]).map(({ reason }) => reason);
    expect(reasons).toEqual(["tcp-refused", "quarantined", "never", "late"]);
  });
});
