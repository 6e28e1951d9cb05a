import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { findPlatform } from "#lib/platforms";
import { installation } from "../../test/installation.ts";
import { keepTexts } from "../../test/kept-texts.ts";
import { compareVersions } from "./compare-versions.ts";
import { addByHand } from "./decide.ts";
import { listVersions } from "./read.ts";

const ios = findPlatform("cisco-ios");
const stamp = (time: string) => `! Last configuration change at ${time} UTC Mon Mar 2 2026\n`;
const body = (lines: readonly string[]) => ["hostname a", ...lines, "end", ""].join("\n");

describe("what a version changed", () => {
  it("is counted against the one before when it is kept, volatile lines set aside", async () => {
    const { ctx } = await installation();
    const texts = [
      stamp("10:00:00") + body(["ntp server 192.0.2.1", "ip routing"]),
      stamp("11:00:00") + body(["ntp server 192.0.2.2", "ip routing", "ip cef"]),
      { doubted: body(["ip routing"]) },
      stamp("12:00:00") + body([]),
    ];
    const [deviceId = ""] = await keepTexts(ctx, [{ name: "a", platform: "cisco-ios", texts }]);
    const versions = (await listVersions(ctx, { deviceId })).reverse();
    const [first, second] = versions.map(({ id }) => id);
    expect(versions.map(({ change }) => change)).toEqual([
      null,
      { from: first, added: 2, removed: 1 },
      { from: second, added: 0, removed: 2 },
      { from: second, added: 0, removed: 3 },
    ]);
  });

  it("is what a comparison of the two shows", async () => {
    const { ctx } = await installation();
    const lines = (from: number) =>
      Array.from({ length: 300 }, (_, index) => `ip route 192.0.2.${(index * from) % 251} null0`);
    const texts = [body(lines(1)), body(lines(3)), body([...lines(3), ...lines(7)])];
    const [deviceId = ""] = await keepTexts(ctx, [{ name: "a", platform: "cisco-ios", texts }]);
    const [third, second] = await listVersions(ctx, { deviceId });
    for (const { id, change } of [third, second].flatMap((each) => each ?? [])) {
      const pair = { a: change?.from ?? "", b: id, withVolatile: false };
      const { added, removed } = await compareVersions(ctx, pair);
      expect(change).toEqual({ from: pair.a, added, removed });
    }
  });

  it("is counted of a text that a person adds, and not where the text before is damaged", async () => {
    const { ctx } = await installation();
    const texts = [body(["ip routing"])];
    const [deviceId = ""] = await keepTexts(ctx, [{ name: "a", platform: "cisco-ios", texts }]);
    if (!ios) throw new Error("There is no such platform.");
    const add = (text: string) => addByHand(ctx, { deviceId, text, why: "no route" }, ios);
    const second = await add(body(["ip routing", "ip cef"]));
    const { configTexts } = tables;
    const [version] = await listVersions(ctx, { deviceId });
    await ctx.db
      .update(configTexts)
      .set({ deflated: Buffer.from("x") })
      .where(eq(configTexts.sha256, version?.sha256 ?? ""));
    await add(body([]));
    expect((await listVersions(ctx, { deviceId })).map(({ change }) => change)).toMatchObject([
      { from: second.id, added: null, removed: null },
      { added: 1, removed: 0 },
      null,
    ]);
  });
});
