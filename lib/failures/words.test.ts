import { describe, expect, it } from "vitest";
import { formatAge, formatBytes, formatDuration, plural } from "./words.ts";

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

describe("sizes", () => {
  it("are decimal, with three figures at most, and two after the point from TB", () => {
    const sizes = [0, 312, 999, 1_000, 14_130, 412e6, 18.24e9, 3.214e12, 41.94e12];
    expect(sizes.map(formatBytes)).toEqual([
      "0 B",
      "312 B",
      "999 B",
      "1.0 kB",
      "14.1 kB",
      "412 MB",
      "18.2 GB",
      "3.21 TB",
      "41.9 TB",
    ]);
  });

  it("never round to a thousand of a unit", () => {
    expect([999_960, 999.7e6].map(formatBytes)).toEqual(["1.0 MB", "1.0 GB"]);
  });
});

describe("spans", () => {
  it("of work are exact where they are short", () => {
    const spans = [38, 2_140, 41 * second, 107 * second, 2 * minute, 69 * minute, 52 * hour];
    expect(spans.map(formatDuration)).toEqual([
      "38 ms",
      "2.1 s",
      "41 s",
      "1 min 47 s",
      "2 min",
      "1 h 9 min",
      "2 d 4 h",
    ]);
  });

  it("of age name two units at most, and never a zero", () => {
    const spans = [
      42 * second,
      12.5 * minute,
      8 * hour + 40 * minute,
      13 * hour,
      9 * day + 4 * hour,
    ];
    expect(spans.map(formatAge)).toEqual(["42 s", "12 min", "8 h 40 min", "13 h", "9 d 4 h"]);
  });
});

describe("counts", () => {
  it("carry their noun", () => {
    expect([plural(1, "archive"), plural(41_207, "entry", "entries")]).toEqual([
      "1 archive",
      "41,207 entries",
    ]);
  });
});
