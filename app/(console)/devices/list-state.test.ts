import { describe, expect, it } from "vitest";
import type { Device } from "#lib/inventory/schema";
import type { DeviceRecord } from "#lib/versions/schema";
import { type DeviceLine, ListState, linesOf, listAddress } from "./list-state.ts";
import { readTags, tagsProblem } from "./words.ts";

const day = (number: number) => new Date(Date.UTC(2026, 2, number));

interface Facts extends Partial<Omit<DeviceLine, "device" | "record">> {
  device?: Partial<Device>;
  record?: Partial<DeviceRecord>;
}

function line(name: string, { device, record, ...rest }: Facts = {}): DeviceLine {
  return {
    device: {
      id: name,
      name,
      address: `${name}.example.net`,
      port: 22,
      platform: null,
      credentialId: "c1",
      credential: { id: "c1", name: "lab" },
      hostKey: null,
      hostKeyType: null,
      seenHostKey: null,
      facts: null,
      legacy: [],
      tags: [],
      site: "",
      notes: "",
      limits: {},
      enabled: true,
      createdAt: day(1),
      updatedAt: day(1),
      ...device,
    },
    record: { active: null, quarantined: 0, last: null, ...record },
    protection: "protected",
    lastGoodAt: day(9),
    ...rest,
  };
}

const failed: DeviceRecord["last"] = {
  id: "a1",
  startedAt: day(9),
  endedAt: day(9),
  outcome: "failed",
  failure: null,
};

function shown(lines: DeviceLine[], search: Record<string, string> = {}): string[] {
  return linesOf(lines, ListState.parse(search)).map(({ device }) => device.name);
}

describe("the list of devices", () => {
  it("comes worst first, the oldest copy before younger ones, then by name as people count", () => {
    const lines = [
      line("sw-10"),
      line("sw-9"),
      line("off", { protection: "paused" }),
      line("old", { protection: "stale", lastGoodAt: day(2) }),
      line("older", { protection: "stale", lastGoodAt: day(1) }),
      line("never", { protection: "unprotected", lastGoodAt: null }),
      line("waits", { record: { quarantined: 1 } }),
      line("failing", { record: { last: failed } }),
    ];
    expect(shown(lines)).toEqual([
      "never",
      "older",
      "old",
      "failing",
      "waits",
      "sw-9",
      "sw-10",
      "off",
    ]);
    expect(shown(lines, { turned: "1" }).at(-1)).toBe("never");
  });

  it("comes by name, by age of the copy or by last change where the address says so", () => {
    const active = (from: number) => ({ number: 1, firstSeenAt: day(from), lastSeenAt: day(9) });
    const lines = [
      line("b", { lastGoodAt: day(1), record: { active: active(3) } }),
      line("a", { lastGoodAt: day(2), record: { active: active(5) } }),
      line("c", { lastGoodAt: null }),
    ];
    expect(shown(lines, { sort: "name" })).toEqual(["a", "b", "c"]);
    expect(shown(lines, { sort: "copy" })).toEqual(["c", "b", "a"]);
    expect(shown(lines, { sort: "change" })).toEqual(["a", "b", "c"]);
    expect(shown(lines, { sort: "change", turned: "1" })).toEqual(["c", "b", "a"]);
  });

  it.each([
    [{ q: "EDGE" }, ["edge"]],
    [{ q: "192.0" }, ["edge"]],
    [{ q: "rack 7" }, ["edge"]],
    [{ tag: "Core" }, ["core"]],
    [{ site: "hq" }, ["core"]],
    [{ platform: "vyos" }, ["core"]],
    [{ platform: "unknown" }, ["edge", "off"]],
    [{ credential: "c2" }, ["core"]],
    [{ enabled: "no" }, ["off"]],
    [{ enabled: "yes" }, ["edge", "core"]],
    [{ state: "attention" }, ["edge"]],
    [{ state: "paused" }, ["off"]],
    [{ state: "quarantined" }, ["core"]],
    [{ state: "failed" }, ["edge"]],
    [{ state: "attention", tag: "core" }, []],
  ])("is narrowed by %j", (search, names) => {
    const lines = [
      line("edge", {
        device: { address: "192.0.2.1", notes: "Rack 7" },
        protection: "stale",
        record: { last: failed },
      }),
      line("core", {
        device: {
          tags: ["core"],
          site: "hq",
          platform: "vyos",
          credential: { id: "c2", name: "x" },
        },
        record: { quarantined: 2 },
      }),
      line("off", { device: { enabled: false }, protection: "paused" }),
    ];
    expect(shown(lines, search)).toEqual(names);
  });

  it("has an address for each of its states, which reads as the same state", () => {
    const state = ListState.parse({ q: "a b", tag: "core", sort: "copy", turned: "1" });
    const address = listAddress(state, { site: "hq" });
    const search = Object.fromEntries(new URL(address, "http://localhost").searchParams);
    expect(ListState.parse(search)).toEqual({ ...state, site: "hq" });
    expect(listAddress(ListState.parse({}))).toBe("/devices");
  });

  it("begins anew when it is narrowed, and ignores what makes no sense in its address", () => {
    expect(listAddress({ offset: 50, tag: "core" }, { site: "hq" })).toBe(
      "/devices?tag=core&site=hq",
    );
    expect(listAddress({ tag: "core" }, { offset: 50 })).toBe("/devices?tag=core&offset=50");
    const odd = { state: "gone", platform: "nos", sort: "x", offset: "-1", enabled: "1" };
    expect(ListState.parse(odd)).toEqual(ListState.parse({}));
  });
});

describe("tags in one field", () => {
  it("are parted by commas and spaces, each once, in small letters", () => {
    expect(readTags(" Core, edge  core;x ")).toEqual(["core", "edge", "x"]);
    expect(readTags(" , ")).toEqual([]);
  });

  it("are refused by name", () => {
    expect(tagsProblem(["core", "a/b"])).toMatch(/^“a\/b” is no tag/);
    expect(tagsProblem(["core", "edge-1"])).toBeNull();
  });
});
