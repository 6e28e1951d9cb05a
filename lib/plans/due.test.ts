import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { tables, write } from "#lib/db";
import { failureOf } from "../../test/failing.ts";
import { asUser, installation, type TestInstallation } from "../../test/installation.ts";
import { planInput } from "../../test/plans.ts";
import { createPlan, duePlans, findPlan, moveNextRun, type PlanInputGiven } from "./index.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Due at 02:30 in Berlin, that is 01:30 UTC in winter. */
const start = "2026-03-10T12:00:00Z";

/** Runs what is due, as the worker does, and says when each was due: `nightly 2026-03-11T01:30 late`. */
async function tick({ worker, clock }: TestInstallation): Promise<string[]> {
  const due = await duePlans(worker);
  for (const { plan } of due) {
    await write(worker.db, (tx) => moveNextRun(tx, plan, clock.now()));
  }
  return due.map(({ plan, dueAt, catchUp }) =>
    [plan.name, dueAt.toISOString().slice(0, 16), ...(catchUp ? ["catch-up"] : [])].join(" "),
  );
}

async function withPlan(input: Partial<PlanInputGiven> = {}, at = start) {
  const place = await installation(at);
  const plan = await createPlan(place.ctx, planInput(input));
  return { ...place, id: plan.id };
}

describe("due plans", () => {
  it("are those whose time has come, once", async () => {
    const place = await withPlan();
    place.clock.set("2026-03-11T01:29:59Z");
    expect(await tick(place)).toEqual([]);
    place.clock.set("2026-03-11T01:30:00Z");
    expect(await tick(place)).toEqual(["nightly 2026-03-11T01:30"]);
    expect(await tick(place)).toEqual([]);
    expect((await findPlan(place.ctx, place.id))?.nextRunAt).toEqual(
      new Date("2026-03-12T01:30:00Z"),
    );
  });

  it("stay due until their next run is moved", async () => {
    const { worker, clock } = await withPlan();
    clock.advance(dayMs);
    expect(await duePlans(worker)).toHaveLength(1);
    expect(await duePlans(worker)).toHaveLength(1);
  });

  it("come longest overdue first, and a little late is not missed", async () => {
    const place = await withPlan();
    await createPlan(
      place.ctx,
      planInput({ name: "early", schedule: { every: "day", at: "02:28" } }),
    );
    place.clock.set("2026-03-11T01:32:00Z");
    expect(await tick(place)).toEqual(["early 2026-03-11T01:28", "nightly 2026-03-11T01:30"]);
  });

  it("are for the worker and the command line", async () => {
    const { ctx } = await installation();
    expect(await failureOf(() => duePlans(asUser(ctx)))).toMatch(/^forbidden/);
    expect(await duePlans(ctx)).toEqual([]);
  });
});

describe("fault 25: off for three periods", () => {
  it("is one catch-up run, marked as such, and then the ordinary rhythm", async () => {
    const place = await withPlan();
    place.clock.set("2026-03-13T08:00:00Z"); // missed on the 11th, 12th and 13th
    expect(await tick(place)).toEqual(["nightly 2026-03-11T01:30 catch-up"]);
    expect(await tick(place)).toEqual([]);
    place.clock.set("2026-03-14T01:30:00Z");
    expect(await tick(place)).toEqual(["nightly 2026-03-14T01:30"]);
  });

  it("is a catch-up too when one time was missed by more than five minutes", async () => {
    const place = await withPlan();
    place.clock.set("2026-03-11T01:35:01Z");
    expect(await tick(place)).toEqual(["nightly 2026-03-11T01:30 catch-up"]);
  });

  it("is a catch-up for a plan of every minute once a second time has passed", async () => {
    const place = await withPlan({ schedule: { every: "cron", cron: "* * * * *" } });
    place.clock.advance(1.5 * minuteMs);
    expect(await tick(place)).toEqual(["nightly 2026-03-10T12:01"]);
    place.clock.advance(2 * minuteMs);
    expect(await tick(place)).toEqual(["nightly 2026-03-10T12:02 catch-up"]);
  });
});

describe("fault 23: a clock that jumps", () => {
  it("back brings a next run forward that lies later than the schedule allows", async () => {
    const place = await withPlan();
    place.clock.advance(30 * dayMs);
    expect(await tick(place)).toEqual(["nightly 2026-03-11T01:30 catch-up"]);
    place.clock.set("2026-03-12T12:00:00Z"); // the clock had been a month ahead
    expect(await tick(place)).toEqual([]);
    expect((await findPlan(place.ctx, place.id))?.nextRunAt).toEqual(
      new Date("2026-03-13T01:30:00Z"),
    );
    place.clock.set("2026-03-13T01:30:00Z");
    expect(await tick(place)).toEqual(["nightly 2026-03-13T01:30"]);
  });

  it("back by a second, as time servers do, does not run the same due time again", async () => {
    const place = await withPlan();
    place.clock.set("2026-03-11T01:30:00.200Z");
    expect(await tick(place)).toHaveLength(1);
    place.clock.set("2026-03-11T01:29:59.500Z");
    expect(await tick(place)).toEqual([]);
    place.clock.set("2026-03-11T01:30:05Z");
    expect(await tick(place)).toEqual([]);
  });

  it("a day ahead runs once, and goes on from there", async () => {
    const place = await withPlan({ schedule: { every: "hour" } });
    place.clock.advance(dayMs);
    expect(await tick(place)).toEqual(["nightly 2026-03-10T13:00 catch-up"]);
    expect(await tick(place)).toEqual([]);
    place.clock.advance(hourMs);
    expect(await tick(place)).toEqual(["nightly 2026-03-11T13:00"]);
  });

  it("gives a next run to an enabled plan that has none", async () => {
    const place = await withPlan();
    const { plans } = tables;
    await place.ctx.db.update(plans).set({ nextRunAt: null }).where(eq(plans.id, place.id));
    await tick(place);
    expect((await findPlan(place.ctx, place.id))?.nextRunAt).toEqual(
      new Date("2026-03-11T01:30:00Z"),
    );
  });
});

describe.each([
  { zone: "Europe/Berlin", at: "02:30", days: ["2027-03-27", "2027-10-30"] },
  { zone: "America/New_York", at: "01:30", days: ["2027-03-13", "2027-11-06"] },
  { zone: "Australia/Lord_Howe", at: "02:00", days: ["2027-04-03", "2027-10-02"] },
  { zone: "America/Santiago", at: "00:00", days: ["2027-04-03", "2027-09-04"] },
])("fault 24: $at in $zone over both clock changes", ({ zone, at, days }) => {
  it.each(days)("runs each due time once, from %s on", async (day) => {
    const place = await withPlan(
      { schedule: { every: "day", at }, timeZone: zone },
      `${day}T12:00:00Z`,
    );
    const ran: string[] = [];
    for (let quarters = 0; quarters < 3 * 96; quarters += 1) {
      place.clock.advance(15 * minuteMs);
      ran.push(...(await tick(place)));
    }
    expect(ran).toHaveLength(3);
    expect(new Set(ran).size).toBe(3);
  });
});
