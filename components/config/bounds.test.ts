import { describe, expect, it } from "vitest";
import { drawnLinesMax, firstLines, firstLinesMax, lineOfHash, linesOf } from "./bounds.ts";

const numbered = (count: number) =>
  `${Array.from({ length: count }, (_, index) => `line ${index + 1}`).join("\n")}\n`;

describe("the lines of a text", () => {
  it("are as many as it has, whether a line break ends it or not", () => {
    expect(linesOf("a\nb\n")).toEqual(["a", "b"]);
    expect(linesOf("a\nb")).toEqual(["a", "b"]);
    expect(linesOf("a\n\n")).toEqual(["a", ""]);
    expect(linesOf("")).toEqual([]);
  });

  it("are drawn up to a bound", () => {
    expect(linesOf(numbered(drawnLinesMax))).toHaveLength(drawnLinesMax);
    expect(linesOf(numbered(drawnLinesMax + 5))).toHaveLength(drawnLinesMax);
  });
});

describe("the first part of a text", () => {
  it("is all of a short one", () => {
    expect(linesOf(firstLines(numbered(20)))).toHaveLength(20);
  });

  it("ends after a bounded number of whole lines", () => {
    const lines = linesOf(firstLines(numbered(30_000)));
    expect(lines).toHaveLength(firstLinesMax);
    expect(lines.at(-1)).toBe(`line ${firstLinesMax}`);
  });

  it("ends before a line that would make it too long", () => {
    expect(firstLines(`short\n${"x".repeat(3_000_000)}\nend\n`)).toBe("short");
  });
});

it("an address points at a line by its number, and at nothing else", () => {
  expect(lineOfHash("#L12")).toBe(12);
  for (const hash of ["", "#L0", "#L", "#L1x", "#connection", "#L999999999"]) {
    expect(lineOfHash(hash)).toBeNull();
  }
});
