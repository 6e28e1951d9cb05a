import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { findings, type Planted } from "../planted.ts";
import { lint, types } from "./foreign.ts";

describe("biome: format and lint", () => {
  const planted: Planted[] = [
    { files: { "cli/x.ts": "export const  a = 1;\n" }, expected: /cli\/x\.ts:1 not formatted/ },
    { files: { "cli/x.ts": "export let a: any;\n" }, expected: /cli\/x\.ts:1 .*noExplicitAny/ },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [lint]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});

describe("tsc: types", () => {
  const planted: Planted[] = [
    {
      files: { "cli/x.ts": 'export const a: number = "1";\n' },
      expected: /cli\/x\.ts:1 TS2322/,
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [types]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});
