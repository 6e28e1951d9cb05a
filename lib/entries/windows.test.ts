import { describe, expect, it } from "vitest";
import { isLongOnWindows, windowsProblem } from "./windows.ts";

describe("a name", () => {
  it("that Windows cannot hold is told with its reason", () => {
    const names = {
      "12:30.log": "character",
      "what?": "character",
      "line\nbreak": "character",
      con: "reserved",
      "Aux.txt": "reserved",
      "nul .tar.gz": "reserved",
      com1: "reserved",
      "LPT².log": "reserved",
      "ends.": "ending",
      "ends ": "ending",
    };
    for (const [name, reason] of Object.entries(names)) expect(windowsProblem(name)).toBe(reason);
  });

  it("that only looks like one is none", () => {
    for (const name of [
      "console",
      "com0",
      "com10.txt",
      "auxiliary",
      ".hidden",
      "a b",
      "grün",
      "…",
    ]) {
      expect(windowsProblem(name), name).toBe(null);
    }
    expect([isLongOnWindows("a".repeat(259)), isLongOnWindows("a".repeat(260))]).toEqual([
      false,
      true,
    ]);
  });
});
