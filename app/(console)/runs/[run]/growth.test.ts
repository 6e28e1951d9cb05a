import { describe, expect, it } from "vitest";
import { ratioOf, throughput } from "./growth.tsx";

const sizes = { contentBytes: 2_620_000, newBytes: 300_000, storedBytes: 200_000, unread: 4 };

describe("what a run kept", () => {
  it("says how much content one byte of the vault stands for", () => {
    expect(ratioOf(sizes)).toBe(", 1 byte for 13.1 of content");
    expect(ratioOf({ ...sizes, storedBytes: 200 })).toBe(", 1 byte for 13,100 of content");
  });

  it("names no ratio where the vault did not grow, or by more than the content", () => {
    expect(ratioOf({ ...sizes, storedBytes: 0 })).toBe("");
    expect(ratioOf({ ...sizes, contentBytes: 10 })).toBe("");
  });

  it("measures its throughput from the claim to the end", () => {
    expect(throughput(sizes, 2_000)).toBe("1.3 MB of content a second");
    expect(throughput(sizes, null)).toBe("–");
    expect(throughput({ ...sizes, contentBytes: 0 }, 2_000)).toBe("–");
  });
});
