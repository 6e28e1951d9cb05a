import { describe, expect, it } from "vitest";
import { installation } from "../../test/installation.ts";
import { createPlan, previewSchedule } from "./index.ts";

const timeZone = "Europe/Berlin";

async function withNightly() {
  const { ctx } = await installation("2026-03-10T12:00:00Z");
  const nightly = await createPlan(ctx, {
    name: "nightly",
    type: "full",
    schedule: { every: "day", at: "02:30" },
    timeZone,
    retention: {},
    sources: [],
  });
  return { ctx, nightly };
}

describe("preview a schedule", () => {
  it("gives its sentence, five runs and what the clock changes do to it", async () => {
    const { ctx } = await withNightly();
    const preview = await previewSchedule(ctx, {
      planId: null,
      schedule: { every: "day", at: "02:30" },
      timeZone,
    });
    expect(preview.sentence).toBe("Every day at 02:30 Berlin time");
    expect(preview.nextRuns).toHaveLength(5);
    expect(preview.nextRuns[0]).toEqual(new Date("2026-03-11T01:30:00Z"));
    expect(preview.notes[0]).toMatch(/^On 29 March 2026 there is no 02:30 in Berlin\./);
  });

  it("counts the starts of other plans by hour, and its own apart", async () => {
    const { ctx } = await withNightly();
    const preview = await previewSchedule(ctx, {
      planId: null,
      schedule: { every: "day", at: "04:00" },
      timeZone,
    });
    expect(preview.otherStarts[2]).toBe(1);
    expect(preview.otherStarts[4]).toBe(0);
    expect(preview.ownStarts[4]).toBe(1);
  });

  it("does not count the plan that is being changed as another", async () => {
    const { ctx, nightly } = await withNightly();
    const { schedule } = nightly;
    const preview = await previewSchedule(ctx, { planId: nightly.id, schedule, timeZone });
    expect(preview.otherStarts.every((starts) => starts === 0)).toBe(true);
  });

  it("refuses a date that never comes", async () => {
    const { ctx } = await withNightly();
    const schedule = { every: "cron" as const, cron: "0 0 30 2 *" };
    await expect(previewSchedule(ctx, { planId: null, schedule, timeZone })).rejects.toMatchObject({
      causeName: "never-runs",
    });
  });
});
