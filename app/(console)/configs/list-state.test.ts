import { describe, expect, it } from "vitest";
import type { Device } from "#lib/inventory/schema";
import type { ConfigVersion } from "#lib/versions/schema";
import { type ConfigLine, ListState, linesOf, listAddress } from "./list-state.ts";

const day = (number: number) => new Date(Date.UTC(2026, 2, number));

interface Facts {
  device?: Partial<Device>;
  version?: Partial<ConfigVersion> | null;
  protection?: ConfigLine["protection"];
}

function line(name: string, { device, version, protection = "protected" }: Facts = {}): ConfigLine {
  const stamp = { firstSeenAt: day(5), lastSeenAt: day(9), state: "active", origin: "device" };
  const place = { name, address: `${name}.example.net`, site: "", tags: [], notes: "" };
  const base = { ...place, platform: "linux" };
  return {
    device: { ...base, ...device } as Device,
    version: version === null ? null : ({ ...stamp, ...version } as ConfigVersion),
    protection,
  };
}

function shown(lines: ConfigLine[], search: Record<string, string> = {}): string[] {
  return linesOf(lines, ListState.parse(search)).map(({ device }) => device.name);
}

describe("the list of configurations", () => {
  it("comes with what waits and what is missing first, then the worst protected, then by name", () => {
    const lines = [
      line("sw-10"),
      line("sw-9"),
      line("stale", { protection: "stale" }),
      line("bare", { version: null, protection: "unprotected" }),
      line("waits", { version: { state: "quarantined" } }),
    ];
    expect(shown(lines)).toEqual(["waits", "bare", "stale", "sw-9", "sw-10"]);
    expect(shown(lines, { turned: "1" })[0]).toBe("sw-10");
  });

  it("comes by name, by age of the copy or by last change where the address says so", () => {
    const lines = [
      line("b", { version: { lastSeenAt: day(1), firstSeenAt: day(1) } }),
      line("a", { version: { lastSeenAt: day(2), firstSeenAt: day(2) } }),
      line("c", { version: null }),
    ];
    expect(shown(lines, { sort: "name" })).toEqual(["a", "b", "c"]);
    expect(shown(lines, { sort: "copy" })).toEqual(["c", "b", "a"]);
    expect(shown(lines, { sort: "change" })).toEqual(["a", "b", "c"]);
  });

  it.each([
    [{ q: "CORE" }, ["core"]],
    [{ q: "edge.example" }, ["edge"]],
    [{ tag: "Wan" }, ["edge"]],
    [{ site: "hq" }, ["core"]],
    [{ platform: "vyos" }, ["core"]],
    [{ state: "none" }, ["bare"]],
    [{ state: "quarantined" }, ["edge"]],
    [{ state: "active" }, ["core"]],
    [{ state: "hand" }, ["core"]],
    [{ state: "active", tag: "wan" }, []],
  ])("is narrowed by %j", (search, names) => {
    const lines = [
      line("core", { device: { site: "hq", platform: "vyos" }, version: { origin: "hand" } }),
      line("edge", { device: { tags: ["wan"] }, version: { state: "quarantined" } }),
      line("bare", { version: null }),
    ];
    expect(shown(lines, search)).toEqual(names);
  });

  it("has an address for each of its states, which reads as the same state", () => {
    const state = ListState.parse({ q: "a b", state: "past", sort: "copy", turned: "1" });
    const address = listAddress(state, { site: "hq" });
    const search = Object.fromEntries(new URL(address, "http://localhost").searchParams);
    expect(ListState.parse(search)).toEqual({ ...state, site: "hq" });
    expect(listAddress(ListState.parse({ state: "gone", offset: "-1" }))).toBe("/configs");
  });
});
