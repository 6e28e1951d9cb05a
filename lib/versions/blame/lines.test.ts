import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPlatform, type Platform } from "#lib/platforms";
import { stepsMax } from "../compare/budget.ts";
import { keysOf } from "../compare/count.ts";
import { traceLines } from "./lines.ts";

const ios = findPlatform("cisco-ios") as Platform;
const linux = findPlatform("linux") as Platform;

/** Traces texts that are given oldest first, as a history is told. @returns by line, by age from 0 */
function trace(
  history: (string | null)[],
  { platform = ios, hasOlder = false, steps = stepsMax } = {},
) {
  const texts = history.toReversed();
  const read = (place: number) => {
    const text = texts[place];
    return typeof text === "string" ? { platform, text } : null;
  };
  const traced = traceLines({ count: texts.length, read, hasOlder }, steps);
  const by = traced.runs.flatMap((run) =>
    Array.from({ length: run.lines }, () =>
      typeof run.by === "number" ? texts.length - 1 - run.by : run.by,
    ),
  );
  return { by, ...traced };
}

const history = [
  "hostname a\ninterface e1\n description one\n!\nntp server 192.0.2.1\nend\n",
  "hostname a\ninterface e1\n description two\n!\nntp server 192.0.2.1\nend\n",
  "hostname a\ninterface e1\n description two\n mtu 9000\n!\nntp server 192.0.2.1\nend\n",
  "hostname b\ninterface e1\n description two\n mtu 9000\n!\nntp server 192.0.2.1\nend\n",
];

describe("the lines of a text", () => {
  it("are traced to the texts that brought them, those of one text in a row together", () => {
    const { by, runs, looked } = trace(history);
    expect(by).toEqual([3, 0, 1, 2, 0, 0, 0]);
    expect(runs.at(-1)).toEqual({ from: 5, lines: 3, by: 3 });
    expect(looked).toBe(4);
  });

  it("that went away and came back are as old as their last coming", () => {
    expect(trace(["a\nb\n", "a\n", "a\nb\n"], { platform: linux }).by).toEqual([0, 2]);
  });

  it("keep their age where they move down, and lose it where they are written anew", () => {
    const moved = ["x\ny\n", "new\nx\ny\n", "new\nx\n y\n"];
    expect(trace(moved, { platform: linux }).by).toEqual([1, 0, 2]);
  });

  it("that nobody changed stand aside, and a repeated mark of a comment belongs to what is above", () => {
    const clock = (at: string) => `! Last configuration change at ${at}\n`;
    const [one, two] = ["10:00:00 UTC Mon Nov 2 2026", "11:30:00 UTC Tue Nov 3 2026"];
    const found = trace([
      `${clock(one)}hostname a\n!\n!\nend\n`,
      `${clock(two)}hostname b\n!\n!\nend\n`,
    ]);
    expect(found.by).toEqual(["aside", 1, 0, 0, 0]);
  });

  it("are older than what could be looked at where texts are left out, damaged, or too much work", () => {
    const left = trace(history.slice(2), { hasOlder: true });
    expect([left.by, left.looked, left.ended]).toEqual([
      [1, "older", "older", "older", "older", "older", "older"],
      2,
      null,
    ]);
    const damaged = trace([history[0] ?? "", null, history[2] ?? "", history[3] ?? ""]);
    expect([damaged.by[0], damaged.by[2], damaged.looked]).toEqual([3, "older", 2]);
    expect(damaged.ended).toBe("damaged");
    const { by } = trace(history);
    const short = trace(history, { steps: 10 });
    expect([short.ended, short.by.includes("older")]).toEqual(["work", true]);
    for (const [line, age] of short.by.entries()) expect([by[line], "older"]).toContain(age);
    expect(trace([null])).toMatchObject({ runs: [], looked: 0, ended: "damaged" });
  });

  it("are looked for no longer once all are found", () => {
    expect(trace(["a\n", "b\n", "c\n", "d\n"], { platform: linux })).toMatchObject({
      by: [3],
      looked: 2,
    });
    expect(trace(["", "\n"], { platform: linux }).by.length).toBeLessThanOrEqual(1);
  });

  it("stand in every text from the one that brought them on, whatever the history", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", " d", "!", "exit"), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
        const given = texts.map((lines) => `${lines.join("\n")}\n`);
        const { by, looked } = trace(given, { platform: linux });
        const last = given.at(-1)?.slice(0, -1) ?? "";
        expect(by).toHaveLength(last === "" ? 0 : last.split("\n").length);
        expect(looked).toBeLessThanOrEqual(given.length);
        for (const [line, age] of by.entries()) {
          if (typeof age !== "number") continue;
          const key = last.split("\n")[line]?.trimEnd() ?? "";
          const since = given.slice(age).map((each) => keysOf({ platform: linux, text: each }));
          expect(key === "" || since.every((keys) => keys.includes(key))).toBe(true);
        }
      }),
    );
  });
});
