import type { BigIntStats } from "node:fs";
import { describe, expect, it } from "vitest";
import { isSteady, lookBefore } from "./steady.ts";

const longAgo = 1_000_000_000_000;

/** What a look at a file shows. */
function seen(size: number, mtimeMs = longAgo): BigIntStats {
  const ms = BigInt(mtimeMs);
  return { size: BigInt(size), mtimeMs: ms, mtimeNs: ms * 1_000_000n } as BigIntStats;
}

describe("a reading of a file", () => {
  const reading = { before: seen(3), beganAt: longAgo + 60_000, after: seen(3), bytes: 3 };

  it("shows one state when size and time stamp stayed, and all of it was there", () => {
    expect(isSteady(reading)).toBe(true);
  });

  it("does not when the file is longer, shorter, or was written to (fault 15)", () => {
    expect(isSteady({ ...reading, after: seen(4) })).toBe(false);
    expect(isSteady({ ...reading, after: seen(2) })).toBe(false);
    expect(isSteady({ ...reading, after: seen(3, longAgo + 1) })).toBe(false);
    expect(isSteady({ ...reading, bytes: 2 })).toBe(false);
  });

  it("does not when it began in the tick of the last write, whose time stamp may hide another", () => {
    expect(isSteady({ ...reading, beganAt: longAgo + 5 })).toBe(false);
    expect(isSteady({ ...reading, beganAt: longAgo - 5 })).toBe(false);
    expect(isSteady({ ...reading, beganAt: longAgo + 500 })).toBe(true);
  });
});

describe("looking before a reading", () => {
  const lookAt = async (looks: BigIntStats[]) => {
    const look = async () => looks.shift() ?? seen(-1);
    const first = { before: await look(), beganAt: Date.now() };
    const { before, beganAt } = await lookBefore(first, look);
    return { size: Number(before.size), beganAt, left: looks.length };
  };

  it("is one look at a file that rests, whatever its time stamp", async () => {
    for (const mtime of [longAgo, Date.now() + 10_000_000]) {
      expect(await lookAt([seen(3, mtime), seen(4, mtime)])).toMatchObject({ size: 3, left: 1 });
    }
  });

  it("waits for the tick of a write to pass, and looks once more", async () => {
    const began = Date.now();
    const found = await lookAt([seen(3, began), seen(4, began)]);
    expect(found).toMatchObject({ size: 4, left: 0 });
    expect(isSteady({ before: seen(4, began), after: seen(4, began), bytes: 4, ...found })).toBe(
      true,
    );
  });
});
