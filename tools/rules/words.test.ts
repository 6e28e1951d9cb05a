import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { findings, type Planted } from "../planted.ts";
import { machines, names, words } from "./words.ts";

describe("words: nothing is put off", () => {
  const planted: Planted[] = [
    { files: { "cli/x.css": `/* TO${"DO"}: later */\n` }, expected: /cli\/x\.css:1 “T\w+”: do it/ },
    { files: { "docs/a.md": `FIX${"ME"}\n` }, expected: /docs\/a\.md:1 “F\w+”/ },
    {
      files: { "cli/x.ts": `export const a = {} as ${"any"};\n` },
      expected: /cli\/x\.ts:1 “as \w+”: name/,
    },
    { files: { "cli/x.ts": `// @ts-${"ignore"}\n` }, expected: /cli\/x\.ts:1 “@ts-\w+”/ },
    { files: { "cli/x.ts": `it.${"only"}("a");\n` }, expected: /cli\/x\.ts:1 “it\.\w+”/ },
    { files: { "cli/x.ts": `test.${"skip"}("a");\n` }, expected: /cli\/x\.ts:1 “test\.\w+”/ },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [words]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});

describe("words: names say what is inside", () => {
  const planted: Planted[] = [
    { files: { "cli/plan-helpers.ts": "export {};\n" }, expected: /plan-helpers\.ts:1 name it/ },
    { files: { "cli/utils/a.ts": "export {};\n" }, expected: /cli\/utils:1 name it for what/ },
    { files: { "cli/PlanName.ts": "export {};\n" }, expected: /PlanName\.ts:1 .* lower case/ },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [names]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});

describe("words: no paths or keys of one machine", () => {
  const planted: Planted[] = [
    { files: { "docs/a.md": `Look in /wo${"rk"}/main.\n` }, expected: /docs\/a\.md:1 “\/\w+\/m”/ },
    {
      files: { "cli/a.txt": `-----BEGIN ${"PRIVATE"} KEY-----\n${"A".repeat(64)}\n` },
      expected: /cli\/a\.txt:1 holds a private key/,
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [machines]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});
