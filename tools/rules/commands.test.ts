import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { findings, type Planted } from "../planted.ts";
import { docCommands } from "./commands.ts";

describe("docs: commands and options exist", () => {
  const planted: Planted[] = [
    {
      files: { "docs/a.md": "```\nnpx holdfast backup now\n```\n" },
      expected: /docs\/a\.md:2 holdfast has no command backup/,
    },
    {
      files: { "docs/a.md": "`npx holdfast archive fetch 17`\n" },
      expected: /docs\/a\.md:1 holdfast archive has no command fetch/,
    },
    {
      files: { "docs/a.md": "`npx holdfast archive get RUN --to FILE | wc`\n" },
      expected: /docs\/a\.md:1 holdfast archive get has no option --to/,
    },
    {
      files: { "docs/a.md": "`holdfast run [--now]`\n" },
      expected: /docs\/a\.md:1 holdfast run has no option --now/,
    },
    {
      files: { "docs/reference/commands.md": "# Commands\n" },
      expected: /commands\.md:1 its tables are not those of the program/,
    },
    {
      files: { "docs/reference/apply-file.md": "# The file\n" },
      expected: /apply-file\.md:1 says nothing of objectiveHours/,
    },
  ];
  it.each(planted)("refuses $expected", async ({ files, expected }) => {
    const found = await findings(await temporaryFolder(), files, [docCommands]);
    expect(found).toContainEqual(expect.stringMatching(expected));
  });

  it("leaves alone what belongs to the shell and to other programs", async () => {
    const lines = [
      'npx holdfast run "Holdfast itself" --wait 2>&1 | tee --append log',
      "sudo -u holdfast git clone --depth 1 x holdfast && cd holdfast",
      "cd /opt/holdfast && npx holdfast status --json > status.json # --odd",
      "npx holdfast archive get 17 -o - --force",
    ];
    const files = { "docs/a.md": `\`\`\`sh\n${lines.join("\n")}\n\`\`\`\n` };
    expect(await findings(await temporaryFolder(), files, [docCommands])).toEqual([]);
  });
});
