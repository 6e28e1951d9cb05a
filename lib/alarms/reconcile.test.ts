import { describe, expect, it } from "vitest";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { failureOf } from "../../test/failing.ts";
import { asUser, installation } from "../../test/installation.ts";
import { countUntakenAlarms, listOpenAlarms, listPastAlarms } from "./list.ts";
import { reconcile } from "./reconcile.ts";
import { changeRule } from "./rules.ts";
import { alarmKinds, type Sign } from "./schema.ts";
import { acknowledgeAlarm, snoozeAlarm, takeBackAlarm } from "./take.ts";

const hourMs = 3_600_000;

function sign(given: Partial<Sign> = {}): Sign {
  return {
    key: "no-good-copy plan p",
    kind: "no-good-copy",
    severity: "warning",
    title: "Shop: no good copy of app.db in time",
    consequence: "The last good copy is old.",
    next: { words: "Open the plan", path: "/plans/p" },
    subjects: ["app.db"],
    ...given,
  };
}

const look = (ctx: Context, ...signs: Sign[]) => reconcile(ctx, { signs, kinds: alarmKinds });

async function theOne(ctx: Context) {
  const [alarm, ...others] = await listOpenAlarms(ctx);
  expect(others).toEqual([]);
  if (!alarm) throw new Error("No alarm is open.");
  return alarm;
}

describe("what is found to be wrong", () => {
  it("opens one alarm, however often it is seen, and closes it when it is seen no more", async () => {
    const { ctx, worker, clock } = await installation();
    expect(await look(worker, sign())).toEqual({ opened: 1, closed: 0 });
    clock.advance(hourMs);
    expect(await look(worker, sign())).toEqual({ opened: 0, closed: 0 });
    expect(await countUntakenAlarms(ctx)).toBe(1);
    expect(await look(worker)).toEqual({ opened: 0, closed: 1 });
    const { alarms, total } = await listPastAlarms(ctx);
    expect(total).toBe(1);
    expect(alarms[0]?.closedAt?.getTime()).toBe(clock.now().getTime());
    expect(await look(worker, sign())).toEqual({ opened: 1, closed: 0 }); // a second time is a second alarm
  });

  it("is refused twice by the database, whoever looks", async () => {
    const { worker } = await installation();
    await look(worker, sign());
    const [row] = await worker.db.select().from(tables.alarms);
    if (!row) throw new Error("No alarm was stored.");
    await expect(worker.db.insert(tables.alarms).values({ ...row, id: "other" })).rejects.toThrow();
  });

  it("leaves alarms of kinds that were not looked for", async () => {
    const { ctx, worker } = await installation();
    await look(worker, sign({ key: "worker-silent", kind: "worker-silent" }));
    await reconcile(worker, { signs: [], kinds: ["no-good-copy"] });
    expect(await listOpenAlarms(ctx)).toHaveLength(1);
  });

  it("is no alarm below the measure of its rule", async () => {
    const { ctx, worker } = await installation();
    const failed = (measure: number) =>
      sign({ key: "runs-failed p", kind: "runs-failed", severity: "failure", measure });
    expect(await look(worker, failed(1))).toEqual({ opened: 0, closed: 0 });
    expect(await look(worker, failed(2))).toEqual({ opened: 1, closed: 0 });
    const rule = {
      channels: "all",
      repeatHours: null,
      recoveries: true,
      breaksQuiet: false,
    } as const;
    await changeRule(ctx, { kind: "runs-failed", after: 3, ...rule });
    expect(await look(worker, failed(2))).toEqual({ opened: 0, closed: 1 });
    const { alarms } = await listPastAlarms(ctx);
    expect(alarms[0]?.closedBecause).toBe("the rule was changed");
    const disk = (measure: number) => sign({ key: "disk", kind: "disk", measure });
    expect(await look(worker, disk(31))).toEqual({ opened: 0, closed: 0 });
    expect(await look(worker, disk(30))).toEqual({ opened: 1, closed: 0 });
  });
});

describe("an open alarm", () => {
  it("is taken with a comment, given back, and snoozed", async () => {
    const { ctx, worker, clock } = await installation();
    await look(worker, sign());
    const { id } = await theOne(ctx);
    await acknowledgeAlarm(asUser(ctx), { id, comment: " On Thursday. " });
    expect(await theOne(ctx)).toMatchObject({ acknowledgedBy: "ada", comment: "On Thursday." });
    expect(await countUntakenAlarms(ctx)).toBe(0);
    await takeBackAlarm(ctx, { id });
    expect(await countUntakenAlarms(ctx)).toBe(1);
    await snoozeAlarm(ctx, { id, hours: 2 });
    expect(await countUntakenAlarms(ctx)).toBe(0);
    clock.advance(2 * hourMs);
    expect(await countUntakenAlarms(ctx)).toBe(1);
    await look(worker);
    expect(await failureOf(() => acknowledgeAlarm(ctx, { id }))).toMatch(/^not-found/);
  });

  it("rings anew when it grows worse after somebody took it", async () => {
    const { ctx, worker, clock } = await installation();
    await look(worker, sign());
    const { id } = await theOne(ctx);
    await acknowledgeAlarm(ctx, { id });
    await look(worker, sign({ consequence: "The last good copy is older." }));
    expect((await theOne(ctx)).acknowledgedAt).not.toBeNull();
    clock.advance(hourMs);
    await look(worker, sign({ severity: "failure" }));
    expect(await theOne(ctx)).toMatchObject({ acknowledgedAt: null, worsenedAt: clock.now() });
    await acknowledgeAlarm(ctx, { id });
    await look(worker, sign({ severity: "failure", subjects: ["app.db", "media"] }));
    expect((await theOne(ctx)).acknowledgedAt).toBeNull();
  });

  it("is not taken by the worker's rights, nor watched by a person's", async () => {
    const { ctx } = await installation();
    const failure = await failureOf(() => look(asUser(ctx), sign()));
    expect(failure).toMatch(/^forbidden/);
  });
});
