import { describe, expect, it } from "vitest";
import { listActivity } from "#lib/access";
import { tables } from "#lib/db";
import { installation } from "../../../test/installation.ts";
import { clockSetMsMin, tellClockSet } from "./clock-set.ts";

const dayMs = 86_400_000;

describe("a clock that jumped (fault 23)", () => {
  it.each([-dayMs, dayMs, clockSetMsMin])(
    "by %d ms is an event and a line of the activity trail",
    async (movedMs) => {
      const { ctx, worker } = await installation();
      await tellClockSet(worker, movedMs);
      const { rows } = await listActivity(ctx, { limit: 10 });
      expect(rows).toMatchObject([
        { action: "clock:set", actor: { kind: "worker" }, after: { movedMs } },
      ]);
      const events = await ctx.db.select().from(tables.events);
      expect(events).toMatchObject([{ kind: "clock.set", topic: "clock", data: { movedMs } }]);
    },
  );

  it("by the little that time servers correct is only a line of the log", async () => {
    const { ctx, worker } = await installation();
    await tellClockSet(worker, 1 - clockSetMsMin);
    expect((await listActivity(ctx, { limit: 10 })).total).toBe(0);
    expect(await ctx.db.select().from(tables.events)).toEqual([]);
  });
});
