import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { findings, type Planted } from "../planted.ts";
import { pages } from "./pages.ts";

describe("app: folders are words of the domain, modules from a closed list", () => {
  const planted: Planted[] = [
    {
      files: { "app/(console)/gadgets/page.tsx": "export default () => null;\n" },
      expected: /gadgets is no word of the domain/,
    },
    {
      files: { "app/(console)/plans/logic.ts": "export const a = 1;\n" },
      expected: /logic\.ts:1 a module of app is one of/,
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [pages]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});
