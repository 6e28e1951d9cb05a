import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testSeed } from "../../../test/seed.ts";
import { judge, type Measured, type Past } from "./judge.ts";
import { historyMin } from "./limits.ts";
import { medianOf, spreadOf } from "./statistics.ts";

const mega = 1024 * 1024;
const quiet: Past = {
  entries: 22_000,
  bytes: 1_000 * mega,
  gone: 0,
  changed: 0.01,
  hardened: 0,
  accepted: false,
};
const after = (now: Partial<Measured>, past: readonly Partial<Past>[], mode = "usual" as const) =>
  judge(
    { ...quiet, ...now },
    past.map((each) => ({ ...quiet, ...each })),
    mode,
  ).map(({ measure }) => measure);
const times = (count: number, of: (index: number) => Partial<Past> = () => ({})) =>
  Array.from({ length: count }, (_, index) => of(index));

describe("the brake finds nothing in", () => {
  const alike: [string, Partial<Measured>, Partial<Past>[]][] = [
    ["an archive like the others", {}, times(30)],
    [
      "growth of two percent a run",
      { entries: 40_000, bytes: 1_820 * mega },
      times(30, (run) => ({
        entries: 22_000 * 1.02 ** run,
        bytes: 1_000 * 1.02 ** run * mega,
      })),
    ],
    [
      "a Monday on which everybody works, as on every Monday",
      { changed: 0.48 },
      times(60, (run) => ({ changed: run % 7 === 0 ? 0.45 : 0.01 })),
    ],
    [
      "media that come whole once a week",
      { entries: 60_000, bytes: 9_000 * mega },
      times(28, (run) => (run % 7 === 0 ? { entries: 60_000, bytes: 9_000 * mega } : {})),
    ],
    ["a plan that changes wildly", { changed: 0.7 }, times(30, (run) => ({ changed: run / 40 }))],
    [
      "three small files that change as they like",
      { entries: 1, bytes: 200, changed: null, gone: null },
      times(30, (run) => ({ entries: 3, bytes: 100 * run, changed: null, gone: null })),
    ],
    ["a database that is another file each time", { changed: 1 }, times(9, () => ({ changed: 1 }))],
    ["an attack before anybody knows what is usual", { changed: 1 }, times(historyMin - 1)],
    [
      "a change that was accepted twice",
      { changed: 0.9 },
      times(30, (run) => (run % 10 === 3 ? { changed: 0.9, accepted: true } : {})),
    ],
  ];
  it.each(alike)("%s", (_, now, past) => {
    expect(after(now, past)).toEqual([]);
  });

  it("anything where it is off", () => {
    const past = times(30).map((each) => ({ ...quiet, ...each }));
    expect(judge({ ...quiet, changed: 1, entries: 3 }, past, "off")).toEqual([]);
  });
});

describe("the brake flags", () => {
  const off: [string, Partial<Measured>, Partial<Past>[], string[]][] = [
    [
      "files that are encrypted in place",
      { changed: 0.9, hardened: 0.8 },
      times(30),
      ["changed", "hardened"],
    ],
    [
      "an encryption that has only begun",
      { changed: 0.08, hardened: 0.07 },
      times(30),
      ["hardened"],
    ],
    [
      "files that are encrypted under other names",
      { gone: 0.9, changed: 0, hardened: 0.8 },
      times(30),
      ["gone", "hardened"],
    ],
    [
      "a disk that is not mounted",
      { entries: 11_000, bytes: 400 * mega, gone: 0.5 },
      times(30),
      ["gone", "entries", "bytes"],
    ],
    ["files cut off to nothing", { bytes: 30 * mega, changed: 0.2 }, times(30), ["bytes"]],
    ["a folder that fills up without end", { entries: 90_000 }, times(30), ["entries"]],
    [
      "on any other day what is usual on Mondays, twofold",
      { changed: 0.95 },
      times(60, (run) => ({ changed: run % 7 === 0 ? 0.45 : 0.01 })),
      ["changed"],
    ],
    [
      "a second large change after one that was accepted",
      { changed: 0.9 },
      times(30, (run) => (run === 3 ? { changed: 0.9, accepted: true } : {})),
      ["changed"],
    ],
    ["the fifth archive's follower", { gone: 0.5 }, times(historyMin), ["gone"]],
  ];
  it.each(off)("%s", (_, now, past, measures) => {
    expect(after(now, past)).toEqual(measures);
  });

  it("sooner where it is strict", () => {
    const now = { ...quiet, changed: 0.2, gone: 0.12, entries: 17_000 };
    const past = times(30).map((each) => ({ ...quiet, ...each }));
    expect(judge(now, past, "usual")).toEqual([]);
    expect(judge(now, past, "strict").map(({ measure }) => measure)).toEqual([
      "gone",
      "changed",
      "entries",
    ]);
  });

  it("with the numbers in words", () => {
    const past = times(30, (run) => ({ changed: 0.004 + (run % 2) * 0.017 }));
    const now = { ...quiet, changed: 0.61, gone: 0.305, entries: 900, bytes: 2 * mega };
    const found = judge(
      now,
      past.map((each) => ({ ...quiet, ...each })),
      "usual",
    );
    expect(found.map(({ sentence }) => sentence)).toEqual([
      "31 % of files are gone, usually none",
      "61 % of files changed, usually 0.4 to 2.1 %",
      "900 entries, usually 22,000",
      "2.1 MB of content, usually 1.0 GB",
    ]);
  });
});

describe("a constant history", () => {
  const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
  const size = fc.integer({ min: 0, max: 2 ** 50 });
  const measured = fc.record({
    entries: size,
    bytes: size,
    gone: share,
    changed: share,
    hardened: share,
  });

  it("never brakes, however it is and whatever was accepted in it", () => {
    const property = fc.property(
      measured,
      fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
      fc.constantFrom("usual" as const, "strict" as const),
      (same, accepted, mode) => {
        // With nothing but accepted ones there is no share that was usual before them.
        const past = [false, ...accepted].map((each) => ({ ...same, accepted: each }));
        return judge(same, past, mode).length === 0;
      },
    );
    fc.assert(property, { seed: testSeed(), numRuns: 500 });
  });

  it("has a median and no spread, which single wild ones do not move", () => {
    expect(medianOf([])).toBe(0);
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 2, 3])).toBe(2.5);
    expect(spreadOf([2, 2, 2, 2, 90])).toBe(0);
    expect(spreadOf([1, 2, 3, 4, 5])).toBeCloseTo(1.48, 2);
  });
});
