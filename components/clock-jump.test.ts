import { expect, it } from "vitest";
import { clockSentence } from "./clock-jump.ts";

const hourMs = 3_600_000;

it("a clock set back and one that jumped ahead are told apart", () => {
  expect(clockSentence(-3 * hourMs)).toBe("The clock of this machine was set back by 3 h");
  expect(clockSentence(26 * hourMs)).toBe(
    "The clock of this machine jumped ahead by 1 d 2 h: it slept, or its clock was set",
  );
});
