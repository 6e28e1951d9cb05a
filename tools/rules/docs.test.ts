import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { findings, type Planted } from "../planted.ts";
import { docCauses, docPaths, docScripts, docVariables } from "./docs.ts";

describe("docs: links and paths exist", () => {
  const planted: Planted[] = [
    { files: { "docs/a.md": "[x](b.md)\n" }, expected: /docs\/a\.md:1 the link to b\.md leads no/ },
    { files: { "docs/a.md": "[x](use.md#b)\n" }, expected: /docs\/a\.md:1 .*no heading #b/ },
    { files: { "docs/a.md": "`lib/gone.ts`\n" }, expected: /docs\/a\.md:1 there is no lib\/gone/ },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [docPaths]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});

describe("docs: npm scripts exist", () => {
  const planted: Planted[] = [
    {
      files: { "docs/a.md": "```\nnpm run go\n```\n" },
      expected: /docs\/a\.md:2 npm run go: there/,
    },
    { files: { "docs/a.md": "`npm test`\n" }, expected: /docs\/a\.md:1 npm test: there is no/ },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [docScripts]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});

describe("docs: environment variables exist", () => {
  const planted: Planted[] = [
    { files: { "docs/a.md": "HOLDFAST_NONE\n" }, expected: /docs\/a\.md:1 nothing reads/ },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [docVariables]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});

describe("docs: causes exist", () => {
  const planted: Planted[] = [
    {
      files: { "docs/a.md": '`{ "cause": "no-such" }`\n' },
      expected: /docs\/a\.md:1 lib\/failures has no cause no-such/,
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [docCauses]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});
