import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { installation } from "../../../test/installation.ts";
import { keepTexts } from "../../../test/kept-texts.ts";
import { compareVersions } from "../compare-versions.ts";
import { listVersions } from "../read.ts";
import type { SearchCondition } from "../schema.ts";
import { compareTexts } from "../threads.ts";
import { searchConfigs } from "./configs.ts";

const has = (text: string, whole = false): SearchCondition => ({ is: "contains", text, whole });
const lacks = (text: string, whole = false): SearchCondition => ({ is: "lacks", text, whole });

async function fleet() {
  const { ctx } = await installation();
  const platform = "cisco-ios";
  const secret = "snmp-server community canary RO\n";
  const ids = await keepTexts(ctx, [
    { name: "a", platform, texts: [`old\n`, `${secret}ntp server 192.0.2.1\nend\n`] },
    { name: "b", platform, texts: ["hostname b\nntp server 192.0.2.1\nend\n"] },
    { name: "c", platform, texts: ["NTP server 192.0.2.1 prefer\nend\n"] },
    { name: "d", platform, texts: ["hostname d\nend\n"] },
    { name: "e", platform, texts: [] },
  ]);
  const nameOf = new Map(ids.map((id, index) => [id, "abcde"[index] ?? ""]));
  const search = async (conditions: SearchCondition[], matchCase = false) => {
    const found = await searchConfigs(ctx, { conditions, matchCase, deviceIds: ids });
    const named = (list: string[]) =>
      list
        .map((id) => nameOf.get(id))
        .sort()
        .join("");
    const answers = found.answers.map(({ deviceIds }) => named(deviceIds));
    return { found, answers, without: named(found.without), damaged: named(found.damaged) };
  };
  return { ctx, ids, search };
}

describe("a search over the fleet", () => {
  it("groups devices by the lines that matched, the largest first, and names those without a copy", async () => {
    const { search } = await fleet();
    const { found, answers, without } = await search([has("ntp server")]);
    expect(answers).toEqual(["ab", "c"]);
    expect(found.answers[0]?.lines).toEqual([{ text: "ntp server 192.0.2.1", marks: [[0, 10]] }]);
    expect(found).toMatchObject({ devices: 3, searched: 4, differentAnswers: 2 });
    expect(without).toBe("e");
  });

  it.each([
    [[has("ntp server")], true, ["ab"]],
    [[lacks("ntp")], false, ["d"]],
    [[has("ntp server"), lacks("prefer")], false, ["ab"]],
    [[has("ntp server 192.0.2.1", true)], false, ["ab"]],
    [[has("end"), lacks("ntp server 192.0.2.1", true)], false, ["cd"]],
    [[has("old")], false, []],
    [[has(".*")], false, []],
  ])("for %j (case %s) finds %j", async (conditions, matchCase, expected) => {
    const { search } = await fleet();
    expect((await search(conditions, matchCase)).answers).toEqual(expected);
  });

  it("never looks into what is taken out, and gives none of it", async () => {
    const { search } = await fleet();
    expect((await search([has("canary")])).answers).toEqual([]);
    expect((await search([lacks("canary"), has("ntp")])).answers).toEqual(["ab", "c"]);
    const { found } = await search([has("community")]);
    expect(found.answers[0]?.lines[0]?.text).toBe("snmp-server community ‹redacted› RO");
  });

  it("names devices whose stored text is damaged, and searches the others", async () => {
    const { ctx, ids, search } = await fleet();
    const [version] = await listVersions(ctx, { deviceId: ids[3] ?? "" });
    await ctx.db
      .update(tables.configTexts)
      .set({ deflated: Buffer.from("x") })
      .where(eq(tables.configTexts.sha256, version?.sha256 ?? ""));
    const { answers, damaged } = await search([has("ntp")]);
    expect([answers, damaged]).toEqual([["ab", "c"], "d"]);
  });

  it("without a condition, or with one that is too long, is refused", async () => {
    const { search } = await fleet();
    for (const conditions of [[], [has("")], [has("x".repeat(201))]]) {
      await expect(search(conditions)).rejects.toMatchObject({ causeName: "invalid" });
    }
  });
});

describe("a comparison in a thread", () => {
  it("leaves the loop free, and is that of two versions of whatever devices", async () => {
    const { ctx, ids } = await fleet();
    const [a] = await listVersions(ctx, { deviceId: ids[1] ?? "" });
    const [b] = await listVersions(ctx, { deviceId: ids[3] ?? "" });
    const pair = { a: a?.id ?? "", b: b?.id ?? "", withVolatile: false };
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    const found = await compareVersions(ctx, pair);
    clearInterval(turning);
    expect(found).toMatchObject({ added: 1, removed: 2 });
    expect(turns).toBeGreaterThan(0);
    const gone = compareVersions(ctx, { ...pair, b: "x" });
    await expect(gone).rejects.toMatchObject({ causeName: "not-found" });
  });

  it("takes many orders at once, each with its own answer, of platforms that are unknown as well", async () => {
    const sent = (text: string) => ({ platform: "gone", text });
    const counts = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const b = sent("x\n".repeat(index));
        return (await compareTexts({ a: sent(""), b, withVolatile: false })).added;
      }),
    );
    // Blank lines and signs repeat; letters count each.
    expect(counts).toEqual(Array.from({ length: 12 }, (_, index) => index));
  });
});
