import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

it("has no name for both a size and a colour: the class of the size would be the colour", () => {
  const theme = readFileSync(path.join(import.meta.dirname, "theme.css"), "utf8");
  const namesOf = (kind: string) =>
    [...theme.matchAll(new RegExp(`--${kind}-([a-z0-9-]+?): `, "g"))].map(([, name]) => name);
  const colours = new Set(namesOf("color"));
  const sizes = namesOf("text").filter((name) => !name?.includes("--"));
  expect(sizes).toContain("code");
  expect(sizes.filter((name) => colours.has(name))).toEqual([]);
});
