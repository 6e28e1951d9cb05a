import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { findings, type Planted } from "../planted.ts";
import { knownRooms, rooms } from "./rooms.ts";

describe("imports: every folder stands in the table", () => {
  const planted: Planted[] = [
    {
      files: { "extras/a.ts": "export const a = 1;\n" },
      expected: /extras\/a\.ts:1 extras has no/,
    },
    { files: { "lib/extras/a.ts": "export const a = 1;\n" }, expected: /:1 lib\/extras has no/ },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [knownRooms]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});

describe("imports: rooms and doors", () => {
  const planted: Planted[] = [
    {
      files: { "lib/vault/a.ts": 'export * from "#lib/sources";\n' },
      expected: /lib\/vault\/a\.ts:1 lib\/vault may not import #lib\/sources: this room knows/,
    },
    {
      files: { "lib/vault/a.ts": 'export type * from "#lib/sources";\n' },
      expected: /lib\/vault may not import #lib\/sources/,
    },
    {
      files: { "lib/vault/a.ts": 'export const a = () => import("#lib/sources");\n' },
      expected: /lib\/vault may not import #lib\/sources/,
    },
    {
      files: { "lib/db/a.ts": 'export * from "#lib/access";\n' },
      expected: /lib\/db may not import #lib\/access: of the ground .* \(failures, entries, log\)/,
    },
    {
      files: { "lib/access/a.ts": 'export * from "#lib/plans";\n' },
      expected: /lib\/access may not import #lib\/plans/,
    },
    {
      files: { "lib/runs/a.ts": 'export * from "#lib/plans/pause";\n' },
      expected: /lib\/runs\/a\.ts:1 #lib\/plans\/pause is behind a door; import #lib\/plans/,
    },
    {
      files: { "lib/runs/a.ts": 'export * from "../plans/pause.ts";\n' },
      expected: /lib\/runs\/a\.ts:1 .*reaches into another room; import its door, #lib\/plans/,
    },
    {
      files: { "lib/runs/a.ts": 'export * from "./nowhere.ts";\n' },
      expected: /lib\/runs\/a\.ts:1 \.\/nowhere\.ts does not lead to a file/,
    },
    {
      files: { "components/a.tsx": 'export * from "#lib/plans";\n' },
      expected: /components may not import #lib\/plans: a component is given its data/,
    },
    {
      files: { "lib/plans/a.ts": 'export * from "react";\n' },
      expected: /lib\/plans may not import react/,
    },
    {
      files: { "cli/a.ts": 'export * from "../components/name.tsx";\n' },
      expected: /cli may not import components/,
    },
    {
      files: {
        "lib/plans/a.ts": 'export * from "../../test/a.ts";\n',
        "test/a.ts": "export {};\n",
      },
      expected: /lib\/plans may not import test/,
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [rooms]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});
