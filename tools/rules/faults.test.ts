import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { findings, type Planted } from "../planted.ts";
import { faultTable } from "./faults.ts";

describe("docs: the table of faults is what the tests say", () => {
  const table = "docs/architecture/faults.md";
  const planted: Planted[] = [
    {
      files: { [table]: "| 1 | kill | whole | `lib/plans/pause.ts` |\n" },
      expected: /faults\.md:1 lib\/plans\/pause\.ts names no fault 1/,
    },
    {
      files: { [table]: "| 1 | kill | whole | |\n" },
      expected: /faults\.md:1 fault 1 has no test/,
    },
    {
      files: { "cli/x.test.ts": 'export const title = "is whole (faults 2, 3)";\n' },
      expected: /faults\.md:1 fault 3 has no row, and cli\/x\.test\.ts names it/,
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [faultTable]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });

  it("lets a row name any of the tests that name its fault", async () => {
    const files = {
      [table]: "| 2 | kill | whole | `cli/x.test.ts` |\n",
      "cli/x.test.ts": 'export const title = "fault 2: is whole";\n',
      "cli/y.test.ts": 'export const title = "is whole (fault 2)";\n',
    };
    expect(await findings(await temporaryFolder(), files, [faultTable])).toEqual([]);
  });
});
