import fc from "fast-check";
import ignore from "ignore";
import { describe, expect, it } from "vitest";
import { failureOf } from "../../../test/failing.ts";
import { testSeed } from "../../../test/seed.ts";
import { matches, mayMatchBelow, parsePattern } from "./pattern.ts";

const seed = testSeed();

/** Whether a pattern matches a path; a folder's path ends in `/`. */
function hits(text: string, path: string, ignoreCase = false): boolean {
  const pattern = parsePattern(text, { ignoreCase });
  if (!pattern) throw new Error(`“${text}” is no pattern.`);
  return matches(pattern, path.replace(/\/$/, "").split("/"), path.endsWith("/"));
}

describe("a pattern", () => {
  it.each([
    ["*.log", ["app.log", "a/b/app.log", ".log"], ["app.log.1", "log"]],
    ["cache", ["cache", "a/cache", "a/cache/"], ["cache/x", "mycache"]],
    ["cache/", ["cache/", "a/cache/"], ["cache"]],
    ["/cache", ["cache", "cache/"], ["a/cache"]],
    ["a/b", ["a/b"], ["x/a/b", "a/b/c"]],
    ["a/*", ["a/b", "a/.b"], ["a", "a/b/c"]],
    ["a/**", ["a/b", "a/b/c"], ["a/", "b/a/c"]],
    ["**/a", ["a", "x/a", "x/y/a"], ["x/ab"]],
    ["a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["a/x/bc", "ab"]],
    ["**", ["a", "a/b"], []],
    ["a?c", ["abc", "a日c", "a😀c"], ["ac", "abbc"]],
    ["[a-c]x", ["ax", "cx"], ["dx", "x"]],
    ["[!a-c]x", ["dx"], ["ax"]],
    ["[]x]", ["]", "x"], ["[]x]"]],
    ["[[:digit:]]", ["7"], ["x", ":"]],
    ["\\*", ["*"], ["x"]],
    ["\\!a", ["!a"], ["a"]],
    ["\\#a", ["#a"], ["a"]],
    ["a\\ ", ["a "], ["a"]],
    ["a  ", ["a"], ["a  "]],
    ["a**b", ["ab", "axxb"], ["a/b"]],
    ["***/a", ["a", "x/y/a"], ["x/ab"]],
    ["caf%E9", ["caf%E9"], ["café"]],
  ])("%s means what it means in a .gitignore", (text, those, notThose) => {
    expect(those.filter((path) => !hits(text, path))).toEqual([]);
    expect(notThose.filter((path) => hits(text, path))).toEqual([]);
  });

  it("is nothing when it is blank or a comment", () => {
    for (const text of ["", "   ", "# comment", "\r"]) {
      expect(parsePattern(text, { ignoreCase: false })).toBeNull();
    }
  });

  it("matches whatever the case when asked to, classes included", () => {
    expect(hits("*.JPG", "a.jpg", true)).toBe(true);
    expect(hits("ÜBER*", "überall", true)).toBe(true);
    expect(hits("[[:upper:]]", "x", true)).toBe(true);
    expect(hits("*.JPG", "a.jpg")).toBe(false);
  });

  it("matches a letter with its accent however the two are joined", () => {
    expect(hits("caf\u00e9", "cafe\u0301")).toBe(true);
    expect(hits("cafe\u0301*", "caf\u00e9.txt")).toBe(true);
  });

  it.each([
    ["!", "it names nothing"],
    ["/", "it names nothing"],
    ["../x", "it leaves the folder with .."],
    ["./x", "a pattern begins below the folder, without ./"],
    ["a//b", "it has two slashes in a row"],
    ["a\\", "it ends in a backslash"],
    ["[ab", "its [ is never closed"],
    ["[[:nix:]]", "[:nix:] is no class"],
    ["a\0b", "no name holds a NUL character"],
  ])("%j is refused, because it can never match: %s", async (text, problem) => {
    expect(await failureOf(() => parsePattern(text, { ignoreCase: false }))).toBe(
      `pattern-invalid: The pattern “${text}” cannot be used: ${problem}.`,
    );
  });

  it("with many stars does not look for ever at a name that almost matches", () => {
    expect(hits(`${"*a".repeat(60)}b`, "a".repeat(255))).toBe(false);
    expect(hits(`${"**/a/".repeat(30)}b`, "a/".repeat(500))).toBe(false);
  });

  it("says whether it could match below a folder", () => {
    const below = (text: string, folder: string) => {
      const pattern = parsePattern(text, { ignoreCase: false });
      return pattern && mayMatchBelow(pattern, folder.split("/"));
    };
    expect(below("*.log", "a/b")).toBe(true);
    expect(below("a/b/*.log", "a")).toBe(true);
    expect(below("a/**/x", "a/y/z")).toBe(true);
    expect(below("a/b/*.log", "c")).toBe(false);
    expect(below("/a", "a")).toBe(false);
  });

  it("agrees with the package that linters read .gitignore files with", () => {
    const part = fc.string({
      unit: fc.constantFrom("a", "b", "*", "?", ".", "[ab]"),
      minLength: 1,
      maxLength: 5,
    });
    const pattern = fc
      .tuple(
        fc.constantFrom("", "/"),
        fc.array(fc.oneof(part, fc.constant("**")), { minLength: 1, maxLength: 3 }),
        fc.constantFrom("", "/"),
      )
      .map(([start, parts, end]) => start + parts.join("/") + end)
      .filter((text) => text.split("/").every((each) => each !== "." && each !== ".."));
    const name = fc
      .string({ unit: fc.constantFrom("a", "b", "."), minLength: 1, maxLength: 4 })
      .filter((each) => each !== "." && each !== "..");
    const path = fc.array(name, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(pattern, path, fc.boolean(), (text, parts, isFolder) => {
        const theirs = ignore({ ignorecase: false })
          .add(text)
          .test(parts.join("/") + (isFolder ? "/" : "")).ignored;
        const own = parsePattern(text, { ignoreCase: false });
        if (!own) return theirs === false;
        // Theirs also looks at the folders above, which a walk has looked at before.
        const ours = parts.some((_, index) =>
          matches(own, parts.slice(0, index + 1), isFolder || index < parts.length - 1),
        );
        return ours === theirs;
      }),
      { seed, numRuns: 5_000 },
    );
  });
});
