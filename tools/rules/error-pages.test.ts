import { describe, expect, it } from "vitest";
import { causeNames, errorPagesFolder, headOf, indexTable } from "../error-pages.ts";
import type { SourceFile, Tree } from "../tree.ts";
import { errorPages } from "./error-pages.ts";

const body = ["What happened", "How to mend it", "What else it may be", "Related"]
  .map((title) => `## ${title}\n\nA sentence.\n`)
  .join("\n");

/** A repository in which every cause has its page, with some pages replaced or (`null`) removed. */
function tree(changed: Record<string, string | null> = {}): Tree {
  const texts: Record<string, string | null> = { "README.md": `# Errors\n\n${indexTable()}` };
  for (const name of causeNames) texts[`${name}.md`] = headOf(name) + body;
  const files = Object.entries({ ...texts, ...changed }).flatMap(([name, text]): SourceFile[] => {
    if (text === null) return [];
    const path = `${errorPagesFolder}/${name}`;
    return [{ path, text, lines: text.split("\n"), isTest: false }];
  });
  return { root: "/nowhere", files, code: [], paths: new Set(files.map(({ path }) => path)) };
}

const find = async (changed?: Record<string, string | null>) =>
  (await errorPages.find(tree(changed))).map(({ path, message }) => `${path} ${message}`);

describe("the pages of the causes", () => {
  it("are in order when each cause has one, with the head the table gives", async () => {
    expect(await find()).toEqual([]);
  });

  it("are missed by name", async () => {
    expect(await find({ "disk-full.md": null })).toEqual([
      expect.stringContaining("disk-full.md is missing"),
    ]);
  });

  it("may not outlive their cause", async () => {
    expect(await find({ "no-such-cause.md": body })).toEqual([
      expect.stringContaining("no-such-cause.md explains no cause"),
    ]);
  });

  it("say what the table says, word for word", async () => {
    const page = headOf("disk-full").replace("507", "500") + body;
    expect(await find({ "disk-full.md": page })).toEqual([
      expect.stringContaining("its head is not what the table says"),
    ]);
  });

  it("tell what happened, how to mend it, what else it may be and what is related", async () => {
    const page = headOf("disk-full") + body.replace("## Related", "## See also");
    expect(await find({ "disk-full.md": page })).toEqual([
      expect.stringContaining("its sections are not"),
    ]);
  });

  it("are listed in an index that names every one of them", async () => {
    const table = indexTable().replace(/^\| \[disk-full\].*\n/m, "");
    expect(await find({ "README.md": table })).toEqual([
      expect.stringContaining("its table is not what the causes say"),
    ]);
  });
});

describe("the head of a page", () => {
  it("holds the sentence with its facts in capitals, the next step and the figures", () => {
    expect(headOf("disk-full").split("\n")).toEqual([
      "# disk-full",
      "",
      "> The disk that holds PATH is full. Older archives are intact.",
      ">",
      "> Next: Free space there, or delete archives and empty the bin; both work on a full disk.",
      "",
      "| severity | worth another try | exit code | HTTP status |",
      "| --- | --- | --- | --- |",
      "| failed | yes | 1 | 507 |",
      "",
      "",
    ]);
  });

  it("shows the characters of patterns instead of letting Markdown read them", () => {
    expect(headOf("pattern-invalid")).toContain("such as \\*.log or cache/\\*\\*");
  });
});
