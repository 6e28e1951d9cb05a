import { describe, expect, it } from "vitest";
import type { Blame } from "#lib/versions/schema";
import { originsOf } from "./words.ts";

const at = new Date("2026-11-20T10:00:00Z");
const blame: Blame = {
  runs: [
    { from: 1, lines: 1, by: "aside" },
    { from: 2, lines: 2, by: 9 },
    { from: 4, lines: 1, by: 7 },
    { from: 5, lines: 1, by: "older" },
  ],
  versions: [
    { id: "i", number: 9, firstSeenAt: at, before: { id: "g", number: 7 } },
    { id: "g", number: 7, firstSeenAt: at, before: null },
  ],
  ended: { at: 6, why: "far" },
  coarse: false,
};

describe("where lines come from", () => {
  it("is known of every line, and the same of all lines of a run", () => {
    const origins = originsOf(blame, "d");
    expect(origins.map(({ word }) => word)).toEqual(["set aside", "v9", "v9", "v7", "v6 or older"]);
    expect(origins[1]).toBe(origins[2]);
    expect(origins.map(({ newness }) => newness)).toEqual([0, 1, 1, 0, 0]);
  });

  it("leads to the version as it is read, and to the comparison with the one before", () => {
    const [aside, newest, , first, older] = originsOf(blame, "d");
    expect(newest).toMatchObject({
      href: "/devices/d?version=9&view=blame",
      changes: { href: "/configs/compare?a=g&b=i", before: 7 },
    });
    expect(older?.href).toBe("/devices/d?version=6&view=blame");
    expect([aside?.href, aside?.changes, first?.changes]).toEqual([null, null, null]);
  });
});
