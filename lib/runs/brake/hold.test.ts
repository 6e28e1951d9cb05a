import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { systemActor } from "#lib/access";
import { tables } from "#lib/db";
import { acceptArchive, brakesOfPlans, findArchive, pinArchive } from "#lib/runs";
import { asUser } from "../../../test/installation.ts";
import { planOf, runningInstallation } from "../../../test/running.ts";
import { holdLastGood } from "./hold.ts";
import type { StoredFlag } from "./read.ts";

/** Two archives of a plan, and a third that is flagged and held against the second. */
async function withFlag() {
  const made = await runningInstallation();
  const { ctx, site } = made;
  const plan = await planOf(ctx, site);
  const first = await made.run(plan);
  const second = await made.run(plan);
  const third = await made.run(plan);
  const flag: StoredFlag = { findings: [], against: second.number };
  await ctx.db
    .update(tables.archives)
    .set({ flag, good: false })
    .where(eq(tables.archives.runId, third.id));
  const hold = async () => {
    const brake = (await brakesOfPlans(ctx)).get(plan.id);
    if (!brake) throw new Error("The brake is on.");
    await holdLastGood(ctx, brake);
  };
  const accept = () => acceptArchive(ctx, { run: third.id, why: "A test says so." });
  const pinnedBy = async ({ id }: { id: string }) => (await findArchive(ctx, id))?.pinnedBy;
  return { ...made, first, second, hold, accept, pinnedBy };
}

it("takes back its own pin, and not that of a user who has the installation's name", async () => {
  const { ctx, first, second, hold, accept, pinnedBy } = await withFlag();
  const { name } = systemActor();
  await pinArchive(asUser(ctx, { id: "u1", name }), { run: first.id });
  await hold();
  expect([await pinnedBy(first), await pinnedBy(second)]).toEqual([name, name]);
  await accept();
  expect([await pinnedBy(first), await pinnedBy(second)]).toEqual([name, null]);
});

it("leaves what it had pinned to a person who pins it too", async () => {
  const { ctx, second, hold, accept, pinnedBy } = await withFlag();
  await hold();
  expect(await pinArchive(ctx, { run: second.id })).toBe(true);
  await hold();
  await accept();
  expect(await pinnedBy(second)).toBe(ctx.actor.name);
});
