import { expect, it } from "vitest";
import { planOf, runningInstallation, runOnce } from "../../../test/running.ts";
import type { RunDetail } from "../index.ts";

const stop = new AbortController().signal;
const dayMs = 24 * 60 * 60 * 1_000;

it("unchanged files are read again when somebody asks, and when their plan says it is time", async () => {
  // Later than any write of this test, so that no file is too fresh to be sure of.
  const made = await runningInstallation("2040-03-10T02:00:00Z");
  const { ctx, site, run, clock } = made;
  const plan = await planOf(ctx, site, { readAllDays: 7 });
  const seen = ({ readAll, archive, state }: RunDetail) => [state, readAll, archive?.unread];
  expect(seen(await run(plan))).toEqual(["succeeded", "first", 0]);
  expect(seen(await run(plan))).toEqual(["succeeded", null, 15]);
  expect(seen(await runOnce(made, plan, stop, { readAll: true }))).toEqual([
    "succeeded",
    "asked",
    0,
  ]);
  clock.advance(7 * dayMs - 60_000);
  expect(seen(await run(plan))[1]).toBe(null);
  clock.advance(60_000);
  const due = await run(plan);
  expect(seen(due)).toEqual(["succeeded", "due", 0]);
  expect(due.archive?.newBytes).toBe(0); // read again, and not stored again
  expect(seen(await run(plan))[1]).toBe(null);
});
