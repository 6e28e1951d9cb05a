import { getTableColumns, isNull } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { installation } from "../../test/installation.ts";
import { readMany, tables } from "./index.ts";

describe("reading many rows as one text", () => {
  it("gives what the driver gives: times, flags, JSON, what is absent, and any text", async () => {
    const { ctx } = await installation("2026-03-10T12:00:00Z");
    const { devices, credentials } = tables;
    const at = ctx.clock.now();
    const times = { createdAt: at, updatedAt: at };
    await ctx.db.insert(credentials).values({ id: "c", name: "lab", username: "ada", ...times });
    const common = { port: 22, credentialId: "c", site: "", legacy: ["ssh-dss"], ...times };
    await ctx.db.insert(devices).values([
      {
        id: "1",
        name: 'a "b" \\ ü 😀',
        address: "a",
        notes: "1\n\t\u2028",
        limits: {},
        ...common,
        enabled: true,
      },
      {
        id: "2",
        name: "b",
        address: "b",
        notes: "",
        limits: { ms: 1.5 },
        ...common,
        enabled: false,
      },
      {
        id: "3",
        name: "c",
        address: "c",
        notes: "",
        limits: {},
        ...common,
        enabled: true,
        removedAt: at,
      },
    ]);
    const present = isNull(devices.removedAt);
    const many = await readMany(getTableColumns(devices), (all) =>
      ctx.db.select({ all }).from(devices).where(present),
    );
    expect(many).toEqual(await ctx.db.select().from(devices).where(present));
    expect(many).toMatchObject([{ enabled: true, createdAt: at, facts: null }, { id: "2" }]);
  });

  it("gives nothing where no row is", async () => {
    const { ctx } = await installation("2026-03-10T12:00:00Z");
    const { id } = tables.devices;
    expect(await readMany({ id }, (all) => ctx.db.select({ all }).from(tables.devices))).toEqual(
      [],
    );
  });
});
