import { describe, expect, it } from "vitest";
import { PlanInput } from "#lib/plans/schema";
import { newDraft, newSource, type PlanDraft, type SourceDraft } from "./draft.ts";
import {
  asTime,
  fieldId,
  freeName,
  guessKind,
  inputOf,
  problemsOf,
  reachOf,
  retentionOf,
  sourceOf,
} from "./schema.ts";

const first = newDraft({ name: "nightly", timeZone: "Europe/Berlin" });

const filled = (path: string, more: Partial<SourceDraft> = {}): SourceDraft => ({
  ...newSource("files", "first-files"),
  path,
  ...more,
});

const draft = (more: Partial<PlanDraft> = {}): PlanDraft => ({
  ...first,
  sources: [filled("/etc/app")],
  ...more,
});

describe("the form of a plan", () => {
  it("needs no more than a path", () => {
    expect(problemsOf(first)).toEqual({
      "first-database-path": "Give a database, a folder or devices.",
    });
    expect(problemsOf(draft())).toEqual({});
    expect(PlanInput.safeParse(inputOf(draft())).success).toBe(true);
  });

  it("leaves out rows without a path", () => {
    const sources = [newSource("database", "first-database"), filled("/etc/app")];
    expect(inputOf(draft({ sources })).sources).toMatchObject([
      { kind: "files", config: { path: "/etc/app" } },
    ]);
  });

  it("says each problem at its field", () => {
    const wrong = draft({
      name: " ",
      schedule: { ...first.schedule, every: "hour", minute: "61" },
      silentMinutes: "soon",
      sources: [
        filled("etc/app", { largerThan: "many" }),
        filled("/srv", { key: "k", name: "a/b" }),
      ],
    });
    expect(Object.keys(problemsOf(wrong)).sort()).toEqual([
      "first-files-largerThan",
      "first-files-path",
      "k-name",
      "name",
      "schedule-minute",
      "silentMinutes",
    ]);
    expect(problemsOf(wrong)["first-files-largerThan"]).toMatch(/100 MB/);
  });

  it("says that a type does not take a kind, at the row", () => {
    const sources = [filled("/var/log", { kind: "logs" })];
    expect(problemsOf(draft({ type: "data", sources }))).toEqual({
      "first-files-kind": expect.stringMatching(/^A data plan does not take log folders/),
    });
  });

  it("sends an objective only where one was typed", () => {
    expect(inputOf(draft({ objectiveHours: "36" })).objectiveHours).toBe(36);
    expect(inputOf(draft({ objectiveHours: " " })).objectiveHours).toBeNull();
    expect(problemsOf(draft({ objectiveHours: "x" }))).toEqual({
      objectiveHours: expect.stringContaining("hours"),
    });
  });
});

describe("a source in the form", () => {
  it("has patterns by lines, and sizes in the units people write", () => {
    const source = filled("/srv", { exclude: " *.tmp \n\ncache/**\n", largerThan: "1.5 gb" });
    expect(sourceOf(source).config).toMatchObject({
      exclude: ["*.tmp", "cache/**"],
      include: [],
      largerThanBytes: 1_500_000_000,
    });
    expect(sourceOf(filled("/srv")).config).toMatchObject({ largerThanBytes: null });
  });

  it.each([
    ["/srv/app/app.sqlite3", "database"],
    ["/var/log/nginx", "logs"],
    ["/srv/app/uploads/", "media"],
    ["/etc/nginx", "files"],
    ["/srv/app", null],
  ])("of the path %s is taken for %s", (path, kind) => {
    expect(guessKind(path, ["database", "media", "logs", "files"])).toBe(kind);
  });

  it("is never taken for a kind that the plan does not take", () => {
    expect(guessKind("/var/log/nginx", ["database", "media"])).toBeNull();
  });
});

describe("retention in the form", () => {
  const rules = { ...first.retention.rules, keepWithin: " 1Y 2m " };

  it("is a rule of the numbers that are filled in", () => {
    expect(retentionOf({ ...first.retention, keeping: "everything" })).toEqual({});
    expect(retentionOf({ ...first.retention, keeping: "last", last: "30" })).toEqual({
      keepLast: 30,
    });
    expect(retentionOf({ ...first.retention, rules })).toEqual({
      keepHourly: 24,
      keepDaily: 14,
      keepWeekly: 8,
      keepMonthly: 12,
      keepWithin: "1y2m",
    });
  });

  it("says how far back it reaches", () => {
    expect(reachOf(first.retention)).toEqual({ within: null, span: "12 months", most: 58 });
    expect(reachOf({ ...first.retention, keeping: "everything" })).toBeNull();
  });
});

describe("small things that people type", () => {
  it.each([
    ["9", "09:00"],
    ["930", "09:30"],
    [" 9:30 ", "09:30"],
    ["23.59", "23:59"],
    ["24:00", "24:00"],
    ["noon", "noon"],
  ])("the time %j becomes %j", (typed, time) => expect(asTime(typed)).toBe(time));

  it("a name that is taken gets a number, whatever its case", () => {
    expect(freeName("Site", ["other"])).toBe("Site");
    expect(freeName("Site", ["SITE", "site 2"])).toBe("Site 3");
  });

  it("a place in a plan's input is the field that shows it", () => {
    const sources = [newSource("database", "empty"), filled("/etc", { key: "k" })];
    const form = draft({ sources });
    expect(fieldId(form, "input.sources.0.config.path")).toBe("k-path");
    expect(fieldId(form, "sources.0.config.largerThanBytes")).toBe("k-largerThan");
    expect(fieldId(form, "sources.0.id")).toBe("k-path");
    expect(fieldId(form, "schedule.minute")).toBe("schedule-minute");
    expect(fieldId(form, "schedule")).toBe("schedule-every");
    expect(fieldId(form, "retention.keepWeekly")).toBe("keep-keepWeekly");
    expect(fieldId(form, "name")).toBe("name");
  });
});
