import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { findings, long, type Planted } from "../planted.ts";
import { fileLength, functionLength } from "./limits.ts";

describe("limits: length of files", () => {
  const planted: Planted[] = [
    {
      files: { "cli/x.ts": long(251, (at) => `export const a${at} = 1;`) },
      expected: /cli\/x\.ts:1 251 lines; 250 is the most/,
    },
    {
      files: { "cli/x.test.ts": long(401, (at) => `export const a${at} = 1;`) },
      expected: /cli\/x\.test\.ts:1 401 lines; 400 is the most/,
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [fileLength]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});

describe("limits: length of functions", () => {
  const planted: Planted[] = [
    {
      files: { "cli/x.ts": `export function a() {\n${long(69, () => "  void 0;")}}\n` },
      expected: /cli\/x\.ts:1 a function of 71 lines; 70 is the most/,
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [functionLength]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});
