import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DevicesConfig, type Plan, PlanInput, type PlanInputGiven } from "#lib/plans/schema";
import { testSeed } from "../../../test/seed.ts";
import { draftOf, kindsFor, newSource, sourcesForType } from "./draft.ts";
import { inputOf } from "./schema.ts";

const seed = testSeed();
const id = "01a20d30-1ad4-7757-8949-af8842fdd97f";
const time = new Date("2026-03-10T12:00:00Z");

/** A plan as it is stored. */
function planOf(given: PlanInputGiven): Plan {
  const input = PlanInput.parse(given);
  const facts = { id, builtIn: false, nextRunAt: null, createdAt: time, updatedAt: time };
  const sources = input.sources.map((source) => ({ ...source, id, name: "app", acceptedAt: null }));
  return { ...input, ...facts, deletedAt: null, sources };
}

const count = fc.option(fc.integer({ min: 1, max: 999 }), { nil: undefined });
const pattern = fc.constantFrom("*.tmp", "cache/**", "!keep", "a b");
const schedules = fc.constantFrom(
  { every: "hour", minute: 17 } as const,
  { every: "day", at: "02:30" } as const,
  { every: "week", weekday: 3, at: "23:59" } as const,
  { every: "month", day: 31, at: "00:00", missing: "skip" } as const,
  { every: "cron", cron: "*/15 8-18 * * 1-5" } as const,
  { every: "manual" } as const,
);
const plans = fc
  .record({
    schedule: schedules,
    keepLast: count,
    keepDaily: count,
    keepWithin: fc.constantFrom(undefined, "14d", "1y2m7d3h"),
    exclude: fc.array(pattern, { maxLength: 3 }),
    largerThanBytes: fc.option(fc.integer({ min: 1, max: 2 ** 40 })),
    hours: fc.option(fc.integer({ min: 1, max: 8_784 })),
    enabled: fc.boolean(),
    select: fc.constantFrom<DevicesConfig["select"]>(
      { all: true },
      { tags: ["core", "edge"] },
      { sites: ["Rack 4"] },
      { names: ["core-1"] },
    ),
  })
  .map(({ schedule, exclude, largerThanBytes, hours, enabled, select, ...rule }) =>
    planOf({
      name: "nightly",
      type: "full",
      schedule,
      timeZone: "Europe/Berlin",
      retention: Object.fromEntries(Object.entries(rule).filter(([, each]) => each !== undefined)),
      enabled,
      objectiveHours: hours,
      sources: [
        { kind: "media", config: { path: "/srv/media", exclude, largerThanBytes } },
        { kind: "database", config: { path: "/srv/app.db" } },
        { kind: "devices", config: { select } },
      ],
    }),
  );

describe("a plan in its form", () => {
  it("comes out as it went in, when nothing was changed", () => {
    const comesBack = fc.property(plans, (plan) => {
      const { id, builtIn, nextRunAt, createdAt, updatedAt, deletedAt, ...asInput } = plan;
      const sources = plan.sources.map(({ acceptedAt, ...source }) => source);
      expect(PlanInput.parse(inputOf(draftOf(plan)))).toEqual({ ...asInput, sources });
    });
    fc.assert(comesBack, { seed, numRuns: 100 });
  });
});

describe("the rows of a form whose type changes", () => {
  it("keep what has a path, and offer what the type takes", () => {
    const media = { ...newSource("media", "m"), path: "/srv/media" };
    const rows = sourcesForType([media, newSource("files", "f")], "data");
    expect(rows.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      "media /srv/media",
      "database ",
    ]);
  });

  it("begin anew where none has a path", () => {
    const kinds = sourcesForType([newSource("database", "d")], "config").map(({ kind }) => kind);
    expect(kinds).toEqual(["devices", "files"]);
    expect(kindsFor("config")).toEqual(["files", "devices"]);
  });
});
