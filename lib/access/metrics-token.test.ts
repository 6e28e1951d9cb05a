import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { maskSecrets } from "#lib/log";
import { asUser, installation } from "../../test/installation.ts";
import {
  makeMetricsToken,
  metricsReader,
  readMetricsToken,
  removeMetricsToken,
} from "./metrics-token.ts";

describe("the token for metrics", () => {
  it("reads them, in the header alone and whole alone", async () => {
    const { ctx } = await installation();
    const token = await makeMetricsToken(asUser(ctx));
    expect(await metricsReader(ctx.db, `Bearer ${token}`)).toMatchObject({ kind: "system" });
    const wrong = [null, "", token, `Basic ${token}`, `Bearer ${token}x`, "Bearer ", `Bearer x`];
    for (const header of wrong) {
      await expect(metricsReader(ctx.db, header), String(header)).rejects.toMatchObject({
        causeName: "metrics-token",
        http: 401,
      });
    }
  });

  it("is nowhere but with whom it was shown to: its SHA-256 is kept, and no log writes it", async () => {
    const { ctx } = await installation();
    const token = await makeMetricsToken(asUser(ctx));
    const kept = [
      await ctx.db.select().from(tables.settings),
      await ctx.db.select().from(tables.activity),
      await ctx.db.select().from(tables.events),
    ];
    expect(JSON.stringify(kept)).not.toContain(token.slice(-20));
    expect(maskSecrets(`asked with ${token}`)).not.toContain(token);
    expect(await readMetricsToken(ctx)).toEqual({ madeAt: ctx.clock.now(), madeBy: "ada" });
  });

  it("is refused once it was replaced or removed, and both stand in the activity", async () => {
    const { ctx } = await installation();
    await expect(metricsReader(ctx.db, "Bearer x")).rejects.toMatchObject({
      causeName: "metrics-off",
      http: 404,
    });
    const first = await makeMetricsToken(asUser(ctx));
    const second = await makeMetricsToken(asUser(ctx));
    await expect(metricsReader(ctx.db, `Bearer ${first}`)).rejects.toThrow(/not the present one/);
    await metricsReader(ctx.db, `Bearer ${second}`);
    await removeMetricsToken(asUser(ctx));
    await removeMetricsToken(asUser(ctx)); // nothing is left to remove, and nothing is written
    await expect(metricsReader(ctx.db, `Bearer ${second}`)).rejects.toThrow(/There is no token/);
    const lines = await ctx.db.select().from(tables.activity);
    expect(lines.map(({ action, before, after }) => [action, before, after])).toEqual([
      ["metrics:token", { made: false }, { made: true }],
      ["metrics:token", { made: true }, { made: true }],
      ["metrics:token", { made: true }, { made: false }],
    ]);
  });
});
