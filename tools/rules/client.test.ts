import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { findings, type Planted } from "../planted.ts";
import { client } from "./client.ts";

describe("imports: browsers get schemas only", () => {
  const planted: Planted[] = [
    {
      files: {
        "app/name.tsx": '"use client";\n\nexport { a } from "./between.tsx";\n',
        "app/between.tsx": 'export { pausePlan as a } from "#lib/plans";\n',
      },
      expected:
        /app\/between\.tsx:1 #lib\/plans opens a door .* app\/name\.tsx runs in the browser/,
    },
    {
      files: { "lib/plans/schema.ts": 'export { sep } from "node:path";\n' },
      expected: /lib\/plans\/schema\.ts:1 node:path is part of Node/,
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [client]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });
});
