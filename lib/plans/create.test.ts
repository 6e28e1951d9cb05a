import { describe, expect, it } from "vitest";
import { installation } from "../../test/installation.ts";
import { createPlan, findPlan, listPlans } from "./index.ts";

const nightly = {
  name: "nightly",
  type: "full" as const,
  schedule: { every: "day" as const, at: "02:30" },
  timeZone: "Europe/Berlin",
  retention: { keepDaily: 7 },
  sources: [{ kind: "database" as const, config: { path: "/srv/app/app.db" } }],
};

describe("create a plan", () => {
  it("stores it with its sources and its next run", async () => {
    const { ctx } = await installation("2026-03-10T12:00:00Z");
    const plan = await createPlan(ctx, nightly);
    expect(plan.nextRunAt).toEqual(new Date("2026-03-11T01:30:00Z"));
    expect(await findPlan(ctx, "NIGHTLY")).toEqual(plan);
    expect(await listPlans(ctx)).toEqual([plan]);
  });
});
