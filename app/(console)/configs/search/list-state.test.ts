import { describe, expect, it } from "vitest";
import { conditionsOf, kindOf, problemsOf, SearchState } from "./list-state.ts";

describe("a search in the address", () => {
  it("has a kind for each text, in order", () => {
    const state = SearchState.parse({ is: ["contains", "lacks-line"], text: ["ntp", "ntp 1"] });
    expect(conditionsOf(state)).toEqual([
      { is: "contains", text: "ntp", whole: false },
      { is: "lacks", text: "ntp 1", whole: true },
    ]);
    expect(state.conditions.map(kindOf)).toEqual(["contains", "lacks-line"]);
  });

  it("may have one text alone, none, or a kind that makes no sense", () => {
    expect(conditionsOf(SearchState.parse({ text: "ntp" }))).toHaveLength(1);
    expect(conditionsOf(SearchState.parse({}))).toEqual([]);
    const odd = SearchState.parse({ is: "x", text: ["a", "  "], platform: "nos", case: "yes" });
    expect(conditionsOf(odd)).toEqual([{ is: "contains", text: "a", whole: false }]);
    expect([odd.platform, odd.case]).toEqual([undefined, undefined]);
  });

  it("has no more conditions than the form has rows", () => {
    const text = Array.from({ length: 9 }, (_, index) => `${index}`);
    expect(SearchState.parse({ text }).conditions).toHaveLength(5);
  });

  it("says of each regular expression that is none what is wrong with it", () => {
    const texts = ["ntp (server", "", "a|b", "x)("];
    const [open, blank, good, closed] = problemsOf({ texts, regex: true });
    expect(open).toBe("This is no regular expression: unterminated group.");
    expect([blank, good]).toEqual([null, null]);
    expect(closed).toContain("unmatched");
    expect(problemsOf({ texts, regex: false })).toEqual([null, null, null, null]);
  });
});
