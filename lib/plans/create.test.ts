import { describe, expect, it } from "vitest";
import { visitorActor } from "#lib/access";
import { tables } from "#lib/db";
import { failureOf } from "../../test/failing.ts";
import { asUser, installation } from "../../test/installation.ts";
import { planInput } from "../../test/plans.ts";
import { createPlan, findPlan, listPlans, plansMax } from "./index.ts";

describe("create a plan", () => {
  it("stores it with its sources, defaults and next run", async () => {
    const { ctx } = await installation("2026-03-10T12:00:00Z");
    const plan = await createPlan(ctx, planInput());
    expect(plan).toMatchObject({
      enabled: true,
      builtIn: false,
      silentMinutes: 10,
      nextRunAt: new Date("2026-03-11T01:30:00Z"),
      createdAt: new Date("2026-03-10T12:00:00Z"),
      deletedAt: null,
      sources: [{ kind: "database", name: "app.db", acceptedAt: null }],
    });
    expect(await findPlan(ctx, plan.id)).toEqual(plan);
    expect(await listPlans(ctx)).toEqual([plan]);
  });

  it("stands in the activity trail and among the events", async () => {
    const { ctx } = await installation();
    const { id } = await createPlan(asUser(ctx), planInput());
    expect(await ctx.db.select().from(tables.activity)).toMatchObject([
      {
        action: "plan:create",
        actorName: "ada",
        subjectId: id,
        subjectName: "nightly",
        before: null,
        after: { name: "nightly", sources: [{ kind: "database", path: "/srv/app/app.db" }] },
      },
    ]);
    expect(await ctx.db.select().from(tables.events)).toMatchObject([
      { kind: "plan.changed", topic: "plan", subjectId: id, data: { name: "nightly" } },
    ]);
  });

  it("does not run by itself when disabled or manual", async () => {
    const { ctx } = await installation();
    const disabled = await createPlan(ctx, planInput({ enabled: false }));
    const manual = await createPlan(ctx, planInput({ name: "m", schedule: { every: "manual" } }));
    expect([disabled.nextRunAt, manual.nextRunAt]).toEqual([null, null]);
  });

  it("names sources for the last part of their path, each differently", async () => {
    const { ctx } = await installation();
    const { sources } = await createPlan(
      ctx,
      planInput({
        sources: [
          { kind: "media", config: { path: "/srv/a/media" } },
          { kind: "media", config: { path: "/srv/b/MEDIA/" } },
          { kind: "logs", config: { path: "/srv/b/logs" }, name: "media-3" },
          { kind: "files", config: { path: "/srv/c/media" } },
        ],
      }),
    );
    expect(sources.map((source) => source.name)).toEqual([
      "media",
      "MEDIA-2",
      "media-3",
      "media-4",
    ]);
  });

  it("is for those who are signed in", async () => {
    const { ctx } = await installation();
    const visitor = { ...ctx, actor: visitorActor(null) };
    expect(await failureOf(() => createPlan(visitor, planInput()))).toMatch(/^forbidden/);
    expect(await failureOf(() => listPlans(visitor))).toMatch(/^forbidden/);
  });
});

describe("a plan is refused", () => {
  it("when its name is taken, whatever the case", async () => {
    const { ctx } = await installation();
    await createPlan(ctx, planInput({ name: "Übersicht" }));
    expect(await failureOf(() => createPlan(ctx, planInput({ name: " üBERSICHT " })))).toBe(
      "name-taken: There already is a plan named “üBERSICHT”.",
    );
    expect(await listPlans(ctx)).toHaveLength(1);
  });

  it("when a source does not belong to its type", async () => {
    const { ctx } = await installation();
    const logs = { kind: "logs" as const, config: { path: "/var/log" } };
    expect(
      await failureOf(() => createPlan(ctx, planInput({ type: "data", sources: [logs] }))),
    ).toBe("source-outside-type: A data plan does not take logs.");
    expect(await failureOf(() => createPlan(ctx, planInput({ type: "config" })))).toBe(
      "source-outside-type: A config plan does not take databases.",
    );
  });

  it("when fields are not valid, each named with its place in the form", async () => {
    const { ctx } = await installation();
    const given = planInput({
      name: ".hidden",
      schedule: { every: "day", at: "25:00" },
      timeZone: "Europe/Atlantis",
      silentMinutes: 0,
      sources: [
        { kind: "database", config: { path: "" } },
        { kind: "media", name: "a/b", config: { path: "srv/media", exclude: [""] } },
      ],
    });
    expect((await failureOf(() => createPlan(ctx, given))).split("\n")).toEqual([
      "name: A name does not begin with a dot.",
      "schedule.at: A time is hours and minutes, such as 02:30.",
      "timeZone: This is not a time zone name, such as Europe/Berlin.",
      "silentMinutes: The limit is 1 to 1440 minutes.",
      "sources.0.config.path: A path is needed.",
      "sources.1.name: A name has printable characters only, no / and no \\.",
      "sources.1.config.path: A path begins with /, such as /srv/app.",
      "sources.1.config.exclude.0: A pattern is not empty.",
    ]);
  });

  it("when something is missing or of another kind, in words a person uses", async () => {
    const { ctx } = await installation();
    const given = { schedule: { every: "year" }, sources: [{ kind: "tape" }], retention: {} };
    expect((await failureOf(() => createPlan(ctx, given as never))).split("\n")).toEqual([
      "name: A name is needed.",
      "type: A type is full, config or data.",
      "schedule.every: A schedule is every hour, day, week, month, cron or manual.",
      "timeZone: A time zone is needed, such as Europe/Berlin.",
      "sources.0.kind: A source is a database, media, logs, files or devices.",
    ]);
  });

  it("when its schedule is no cron expression, or never comes due", async () => {
    const { ctx } = await installation();
    const cron = (text: string) => planInput({ schedule: { every: "cron", cron: text } });
    expect(await failureOf(() => createPlan(ctx, cron("* * * * * *")))).toMatch(
      /^schedule\.cron: .* This has six\./,
    );
    expect(await failureOf(() => createPlan(ctx, cron("0 0 31 2 *")))).toBe(
      "never-runs: “0 0 31 2 *” never comes due.",
    );
  });

  it("when every field of its retention is 0", async () => {
    const { ctx } = await installation();
    for (const retention of [{ keepLast: 0, keepDaily: 0 }, { keepWithin: "0d" }]) {
      expect(await failureOf(() => createPlan(ctx, planInput({ retention })))).toMatch(
        /^retention: With every number at 0, nothing would be kept\./,
      );
    }
    await createPlan(ctx, planInput({ retention: {} })); // no field keeps everything
  });

  it("when two of its sources have one name", async () => {
    const { ctx } = await installation();
    const sources = ["App", "app"].map((name) => ({
      kind: "files" as const,
      name,
      config: { path: `/srv/${name}` },
    }));
    expect(await failureOf(() => createPlan(ctx, planInput({ sources })))).toBe(
      "sources.1.name: Another source of this plan is named “app”.",
    );
  });

  it("when there are as many as an installation may have", async () => {
    const { ctx } = await installation();
    const one = await createPlan(ctx, planInput());
    const { sources: _, ...row } = one;
    const rows = Array.from({ length: plansMax - 1 }, (_unused, index) => ({
      ...row,
      id: `p${index}`,
      name: `plan ${index}`,
    }));
    await ctx.db.insert(tables.plans).values(rows);
    expect(await failureOf(() => createPlan(ctx, planInput({ name: "one more" })))).toBe(
      "too-many: An installation has 500 plans at most, and has them already.",
    );
  });
});

describe("find a plan", () => {
  it("takes its id, or its name whatever the case", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput({ name: "Nächtlich" }));
    expect(await findPlan(ctx, plan.id)).toEqual(plan);
    expect(await findPlan(ctx, "NÄCHTLICH")).toEqual(plan);
    expect(await findPlan(ctx, "other")).toBeNull();
  });

  it("lists by name, numbers by their value", async () => {
    const { ctx } = await installation();
    for (const name of ["b10", "B9", "a"]) await createPlan(ctx, planInput({ name }));
    expect((await listPlans(ctx)).map((plan) => plan.name)).toEqual(["a", "B9", "b10"]);
  });
});
