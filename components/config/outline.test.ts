import { describe, expect, it } from "vitest";
import { currentHeading, matchingHeadings } from "./outline.ts";

const headings = [
  { line: 3, depth: 0, title: "interface Loopback0" },
  { line: 9, depth: 0, title: "router bgp 64512" },
  { line: 12, depth: 1, title: "address-family ipv4" },
];

describe("the sections of a text", () => {
  it("tell in which of them a line stands", () => {
    expect(currentHeading(headings, 4)?.title).toBe("interface Loopback0");
    expect(currentHeading(headings, 13)?.title).toBe("address-family ipv4");
    expect(currentHeading(headings, 10_000)?.title).toBe("address-family ipv4");
    expect(currentHeading(headings, 3)).toBeNull();
    expect(currentHeading(headings, null)).toBeNull();
  });

  it("are found by any of their words, whatever the case", () => {
    expect(matchingHeadings(headings, "BGP router").map(({ line }) => line)).toEqual([9]);
    expect(matchingHeadings(headings, " ")).toHaveLength(3);
    expect(matchingHeadings(headings, "ospf")).toEqual([]);
  });
});
