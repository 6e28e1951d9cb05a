import { describe, expect, it } from "vitest";
import { installation } from "../../../test/installation.ts";
import { keepTexts } from "../../../test/kept-texts.ts";
import type { SearchCondition } from "../schema.ts";
import { searchConfigs } from "./configs.ts";

const has = (text: string, whole = false): SearchCondition => ({ is: "contains", text, whole });
const lacks = (text: string, whole = false): SearchCondition => ({ is: "lacks", text, whole });

async function fleet() {
  const { ctx } = await installation();
  const platform = "cisco-ios";
  const ids = await keepTexts(ctx, [
    {
      name: "a",
      platform,
      texts: ["snmp-server community canary RO\n ntp server 192.0.2.1\nend\n"],
    },
    { name: "b", platform, texts: ["hostname b\nntp server 192.0.2.77\nend\n"] },
    { name: "c", platform, texts: ["NTP peer 192.0.2.1\nend\n"] },
    { name: "d", platform, texts: [`${"a".repeat(60)}!\n`] },
  ]);
  const named = (list: string[]) =>
    list
      .map((id) => "abcd"[ids.indexOf(id)])
      .sort()
      .join("");
  const search = async (
    conditions: SearchCondition[],
    { matchCase = true, regexMs = 20_000 } = {},
  ) => {
    const terms = { conditions, matchCase, regex: true, deviceIds: ids };
    const { answers } = await searchConfigs(ctx, terms, { regexMs });
    return { answers, found: named(answers.flatMap(({ deviceIds }) => deviceIds)) };
  };
  return { search };
}

describe("a search by regular expressions", () => {
  it("goes over lines, marks what matched, and may look at case and whole lines", async () => {
    const { search } = await fleet();
    const { answers } = await search([has("server \\d+\\.0")]);
    const lines = answers.map((answer) => answer.lines);
    expect(lines).toContainEqual([{ text: " ntp server 192.0.2.1", marks: [[5, 17]] }]);
    expect(lines).toContainEqual([{ text: "ntp server 192.0.2.77", marks: [[4, 16]] }]);
    const ntp = [has("^ntp (server|peer)")];
    expect((await search(ntp)).found).toBe("b");
    expect((await search(ntp, { matchCase: false })).found).toBe("bc");
    expect((await search([has("ntp server [\\d.]+1", true)])).found).toBe("a");
    expect((await search([has("end$"), lacks("(?i:ntp) server")])).found).toBe("c");
    expect((await search([has("2.1\\nend")])).found).toBe("");
    expect((await search([has("x*")])).found).toBe("abcd");
  });

  it("finds no secret, whatever is tried, and no length of one", async () => {
    const { search } = await fleet();
    for (const tried of ["c.nary", "community .{6} RO", "community [a-z]", "(?<=community )c"]) {
      expect((await search([has(tried)])).found).toBe("");
      expect((await search([lacks(tried)])).found).toBe("abcd");
    }
    expect((await search([has("community \\S+ RO$")])).answers[0]?.lines[0]?.text).toBe(
      "snmp-server community ‹redacted› RO",
    );
  });

  it("is refused on its field where a text is no regular expression", async () => {
    const { search } = await fleet();
    await expect(search([has("ntp"), has("ntp (")])).rejects.toMatchObject({
      causeName: "invalid",
      facts: {
        problems: [
          {
            field: "conditions.1.text",
            problem: "This is no regular expression: unterminated group.",
          },
        ],
      },
    });
  });

  it("that never comes to an end is ended, says so, and holds up nobody else", async () => {
    const { search } = await fleet();
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    const slow = search([has("(a+)+$")], { regexMs: 600 });
    const other = search([has("^ntp")]);
    await expect(slow).rejects.toMatchObject({
      causeName: "regex-too-costly",
      message: expect.stringContaining("bound of 0.8 s"),
    });
    clearInterval(turning);
    expect(turns).toBeGreaterThan(20);
    expect((await other).found).toBe("b");
  });
});
