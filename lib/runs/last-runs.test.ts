import { expect, it } from "vitest";
import { visitorActor } from "#lib/access";
import { planOf, runningInstallation } from "../../test/running.ts";
import { cancelRun, lastRunsOfPlans, requestRun } from "./index.ts";

it("gives the newest runs of each plan, newest first, and nothing of other plans", async () => {
  const { ctx, site } = await runningInstallation();
  const shop = await planOf(ctx, site, { name: "shop" });
  const wiki = await planOf(ctx, site, { name: "wiki" });
  const idle = await planOf(ctx, site, { name: "idle" });
  const other = await planOf(ctx, site, { name: "other" });
  for (const plan of [shop, wiki, shop, other, shop, shop]) {
    const run = await requestRun(ctx, { planId: plan.id });
    await cancelRun(ctx, { runId: run.id });
  }
  const planIds = [shop.id, wiki.id, idle.id];
  const last = await lastRunsOfPlans(ctx, { planIds, limit: 3 });
  const numbers = planIds.map((id) => last.get(id)?.map(({ number }) => number));
  expect(numbers).toEqual([[6, 5, 3], [2], undefined]);
  expect([...last.keys()]).not.toContain(other.id);
  expect(last.get(wiki.id)).toMatchObject([{ plan: { name: "wiki" }, state: "cancelled" }]);

  const visitor = { ...ctx, actor: visitorActor("127.0.0.1") };
  await expect(lastRunsOfPlans(visitor, { planIds, limit: 3 })).rejects.toMatchObject({
    causeName: "forbidden",
  });
});
