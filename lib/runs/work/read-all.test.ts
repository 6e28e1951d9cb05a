import path from "node:path";
import { expect, it } from "vitest";
import type { PlanInput } from "#lib/plans/schema";
import { planOf, runningInstallation, runOnce } from "../../../test/running.ts";
import type { RunDetail } from "../index.ts";

const stop = new AbortController().signal;
const dayMs = 24 * 60 * 60 * 1_000;

it("unchanged files are read again when somebody asks, and when their plan says it is time", async () => {
  // Later than any write of this test, so that no file is too fresh to be sure of.
  const made = await runningInstallation("2040-03-10T02:00:00Z");
  const { ctx, site, run, clock } = made;
  const sources = [
    { kind: "media", config: { path: path.join(site, "media") } },
  ] as PlanInput["sources"]; // folder options are filled in when the plan is parsed
  const plan = await planOf(ctx, site, { readAllDays: 7, sources });
  const seen = ({ readAll, archive, state }: RunDetail) => [state, readAll, archive?.unread];
  expect(seen(await run(plan))).toEqual(["succeeded", "first", 0]);
  clock.advance(dayMs);
  const asked = await runOnce(made, plan, stop, { readAll: true });
  expect(seen(asked)).toEqual(["succeeded", "asked", 0]);
  clock.advance(7 * dayMs - 60_000); // counted from when they were last read, not from the first run
  expect(seen(await run(plan))).toEqual(["succeeded", null, 12]);
  clock.advance(60_000);
  const due = await run(plan);
  expect(seen(due)).toEqual(["succeeded", "due", 0]);
  expect(due.archive?.newBytes).toBe(0); // read again, and not stored again
});
