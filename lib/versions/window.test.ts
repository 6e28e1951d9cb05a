import { expect, it } from "vitest";
import { newId, tables } from "#lib/db";
import { installation } from "../../test/installation.ts";
import { keepTexts } from "../../test/kept-texts.ts";
import { listVersions } from "./read.ts";
import { openVersions, versionWindow } from "./window.ts";

/** A device whose first version is still active, with as many doubted ones after it. */
async function withMany(doubted: number) {
  const { ctx } = await installation();
  const [deviceId = ""] = await keepTexts(ctx, [{ name: "a", texts: ["one\n"] }]);
  const first = await ctx.db.select().from(tables.configVersions).get();
  if (!first) throw new Error("No version was kept.");
  const rows = Array.from({ length: doubted }, (_, index) => ({
    ...first,
    ...{ id: newId(), number: index + 2, state: "quarantined" as const },
  }));
  await ctx.db.insert(tables.configVersions).values(rows);
  return { ctx, deviceId };
}

it("reaches every version of a device: those around one, and the newest of all other parts", async () => {
  const { ctx, deviceId } = await withMany(450);
  const window = async (around?: number) => {
    const { versions, total, parts } = await versionWindow(ctx, { deviceId, around });
    const numbers = versions.map(({ number }) => number);
    return { from: numbers.at(-1), to: numbers[0], total, parts: parts.map(({ to }) => to) };
  };
  expect(await window()).toEqual({ from: 252, to: 451, total: 451, parts: [251, 51] });
  expect(await window(251)).toEqual({ from: 52, to: 251, total: 451, parts: [451, 51] });
  expect(await window(1)).toEqual({ from: 1, to: 51, total: 451, parts: [451, 251] });
  expect(await window(9_999)).toMatchObject({ to: 451 });
  const { parts } = await versionWindow(ctx, { deviceId });
  const [oldest] = await listVersions(ctx, { deviceId, offset: 400, limit: 1 });
  expect(parts.at(-1)).toEqual({ id: oldest?.id, from: 1, to: 51 });
});

it("finds the active version however many were put aside since", async () => {
  const { ctx, deviceId } = await withMany(250);
  const { active, waiting } = await openVersions(ctx, { deviceId });
  expect([active?.number, waiting?.number]).toEqual([1, 251]);
});

it("has nothing of a device without a version", async () => {
  const { ctx } = await installation();
  const [deviceId = ""] = await keepTexts(ctx, [{ name: "a", texts: [] }]);
  expect(await versionWindow(ctx, { deviceId })).toEqual({ versions: [], total: 0, parts: [] });
  expect(await openVersions(ctx, { deviceId })).toEqual({ active: null, waiting: null });
});
