import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newBudget } from "./budget.ts";
import { match } from "./match.ts";

/** What a comparison says, applied to `a`; needs of `b` only what was added. */
function apply(a: readonly string[], b: readonly string[], ofA: Int32Array): string[] {
  const made: string[] = [];
  let at = 0;
  for (const [index, line] of a.entries()) {
    const same = ofA[index] ?? -1;
    if (same < 0) continue;
    made.push(...b.slice(at, same), line);
    at = same + 1;
  }
  return [...made, ...b.slice(at)];
}

const lines = fc.array(
  fc.oneof(
    fc.constantFrom("!", " exit", ""),
    fc.nat(30).map((number) => `line ${number}`),
  ),
  { maxLength: 80 },
);

describe("matching two lists", () => {
  it("gives what makes the second out of the first", () => {
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        expect(apply(a, b, match(a, b).ofA)).toEqual(b);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it("keeps a changed section apart from its neighbours that look alike", () => {
    const section = (name: string, mtu: number) => [`interface ${name}`, ` mtu ${mtu}`, "!"];
    const a = [...section("one", 1500), ...section("three", 1500)];
    const b = [...section("one", 1500), ...section("two", 1500), ...section("three", 9000)];
    const { ofA } = match(a, b);
    expect([...ofA]).toEqual([0, 1, 2, 6, -1, 8]);
  });

  it("says that it was coarse where its budget ran out, and is right all the same", () => {
    const a = Array.from({ length: 400 }, (_, index) => `${index % 7}`);
    const b = Array.from({ length: 400 }, (_, index) => `${(index * 3) % 7}`);
    const short = match(a, b, newBudget(2_000));
    expect(short.coarse).toBe(true);
    expect(apply(a, b, short.ofA)).toEqual(b);
    expect(match(a, b).coarse).toBe(false);
  });

  it("takes empty sides", () => {
    expect([...match([], ["a"]).ofA]).toEqual([]);
    expect([...match(["a"], []).ofA]).toEqual([-1]);
    expect(match([], []).coarse).toBe(false);
  });
});
