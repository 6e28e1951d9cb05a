import { renameSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { listOpenAlarms, listPastAlarms } from "#lib/alarms";
import { planOf, runningInstallation } from "../test/running.ts";
import { makeWatch } from "./watch.ts";

it("looks as soon as a run has ended: its alarm opens, and ends with the run that mends it", async () => {
  const here = await runningInstallation();
  const database = path.join(here.site, "app.db");
  const plan = await planOf(here.ctx, here.site, {
    sources: [{ kind: "database", config: { engine: "sqlite", path: database } }],
  });
  const { lookAfterEvents } = makeWatch(here.worker);
  const titles = async () => (await listOpenAlarms(here.ctx)).map(({ title }) => title);
  await here.run(plan);
  await lookAfterEvents();
  expect(await titles()).not.toContainEqual(expect.stringContaining("site"));

  renameSync(database, `${database}.away`);
  await here.run(plan);
  await here.run(plan);
  await lookAfterEvents();
  expect(await titles()).toContain("site: 2 runs failed in a row");

  renameSync(`${database}.away`, database);
  await here.run(plan);
  await lookAfterEvents();
  expect(await titles()).not.toContainEqual(expect.stringContaining("site"));
  const { alarms } = await listPastAlarms(here.ctx);
  expect(alarms.map(({ title }) => title)).toContain("site: 2 runs failed in a row");
});

it("leaves alone what only time can change until it is its time", async () => {
  const here = await runningInstallation();
  await planOf(here.ctx, here.site);
  const { look, lookAfterEvents } = makeWatch(here.worker);
  await lookAfterEvents();
  const before = (await listOpenAlarms(here.ctx)).length;
  here.clock.advance(30 * 86_400_000);
  await lookAfterEvents();
  expect(await listOpenAlarms(here.ctx)).toHaveLength(before);
  await look();
  expect((await listOpenAlarms(here.ctx)).length).toBeGreaterThan(before);
});
