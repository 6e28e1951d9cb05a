import type { BigIntStats } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSteadily } from "./steady.ts";

const longAgo = 1_000_000_000_000n;

/** Looks and readings as a file would give them, one after the other. */
function fileThatIs(looks: { size: number; mtimeMs?: bigint }[], readings: (string | null)[]) {
  const given = { looks: [...looks], readings: [...readings] };
  return {
    look: async () => {
      const { size, mtimeMs = longAgo } = given.looks.shift() ?? { size: -1 };
      return { size: BigInt(size), mtimeMs, mtimeNs: mtimeMs * 1_000_000n } as BigIntStats;
    },
    read: async () => {
      const value = given.readings.shift() ?? null;
      if (value === null) return null;
      return { value, length: value.length, isLike: (other: string) => other === value };
    },
    given,
  };
}

describe("reading a file steadily", () => {
  it("reads once when it stays as it is", async () => {
    const { look, read, given } = fileThatIs([{ size: 3 }, { size: 3 }], ["abc", "never"]);
    expect(await readSteadily(look, read)).toEqual({ value: "abc", length: 3, isSteady: true });
    expect(given.readings).toEqual(["never"]);
  });

  it("reads once more when it changed meanwhile, and tells nobody (fault 15)", async () => {
    const looks = [{ size: 3 }, { size: 4 }, { size: 4 }];
    const { look, read } = fileThatIs(looks, ["abc", "abcd"]);
    expect(await readSteadily(look, read)).toEqual({ value: "abcd", length: 4, isSteady: true });
  });

  it("takes a new time stamp for a change, whatever the size", async () => {
    const looks = [
      { size: 3 },
      { size: 3, mtimeMs: longAgo + 1n },
      { size: 3, mtimeMs: longAgo + 2n },
    ];
    const { look, read } = fileThatIs(looks, ["abc", "abd"]);
    expect(await readSteadily(look, read)).toEqual({ value: "abd", length: 3, isSteady: false });
  });

  it("gives up after the second time, with what it read last (fault 15)", async () => {
    const looks = [{ size: 3 }, { size: 4 }, { size: 5 }];
    const { look, read, given } = fileThatIs(looks, ["abc", "abcd", "never"]);
    expect(await readSteadily(look, read)).toEqual({ value: "abcd", length: 4, isSteady: false });
    expect(given.readings).toEqual(["never"]);
  });

  it("does not believe a size that it could not read", async () => {
    const looks = [{ size: 3 }, { size: 3 }, { size: 3 }];
    const { look, read } = fileThatIs(looks, ["ab", "abc"]);
    expect(await readSteadily(look, read)).toEqual({ value: "abc", length: 3, isSteady: true });
  });

  it("compares two readings of a file written this instant, whose time stamp may hide a change", async () => {
    const now = { size: 3, mtimeMs: BigInt(Date.now() + 10_000_000) };
    const far = fileThatIs([now, now], ["abc"]);
    expect(await readSteadily(far.look, far.read)).toMatchObject({ isSteady: true });
    const soon = () => ({ size: 3, mtimeMs: BigInt(Date.now()) });
    const just = soon();
    const same = fileThatIs([just, just, just], ["abc", "abc"]);
    expect(await readSteadily(same.look, same.read)).toMatchObject({ isSteady: true });
    const another = soon();
    const other = fileThatIs([another, another, another], ["abc", "abd"]);
    expect(await readSteadily(other.look, other.read)).toMatchObject({ isSteady: false });
  });

  it("says so when the file has become too large for this way", async () => {
    const { look, read } = fileThatIs([{ size: 3 }], [null]);
    expect(await readSteadily(look, read)).toBeNull();
  });
});
