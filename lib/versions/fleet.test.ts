import { describe, expect, it } from "vitest";
import { listActivity } from "#lib/access";
import { tables } from "#lib/db";
import { findPlatform, type Platform } from "#lib/platforms";
import { asUser, installation } from "../../test/installation.ts";
import { keepTexts } from "../../test/kept-texts.ts";
import { addByHand } from "./decide.ts";
import { downloadVersion } from "./download.ts";
import { listActive, listPast } from "./fleet.ts";
import { findVersion, listVersions } from "./read.ts";

const linux = findPlatform("linux") as Platform;

async function fleet() {
  const { ctx, clock } = await installation();
  const [one = "", two = "", three = ""] = await keepTexts(ctx, [
    { name: "core-1", texts: ["a\n", "b\n", "c\n"] },
    { name: "core-2", texts: ["a\n", { doubted: "short\n" }] },
    { name: "silent", texts: [] },
  ]);
  return { ctx, clock, one, two, three };
}

describe("the versions of a fleet", () => {
  it("are what each device says now, and the texts that wait for a person", async () => {
    const { ctx, one, two } = await fleet();
    const versions = await listActive(ctx);
    const told = versions.map(({ deviceId, number, state }) => `${deviceId} ${number} ${state}`);
    expect(told.sort()).toEqual(
      [`${one} 3 active`, `${two} 1 active`, `${two} 2 quarantined`].sort(),
    );
  });

  it("have none of a device that was removed", async () => {
    const { ctx, one } = await fleet();
    await ctx.db.update(tables.devices).set({ removedAt: ctx.clock.now() });
    expect(await listActive(ctx)).toEqual([]);
    expect(await listVersions(ctx, { deviceId: one })).toHaveLength(3);
  });

  it("of the past come newest first, in parts, of the devices that are asked for", async () => {
    const { ctx, one, two } = await fleet();
    const all = await listPast(ctx, { deviceIds: [one, two] });
    expect(all.versions.map(({ number }) => number)).toEqual([2, 1]);
    expect(all.total).toBe(2);
    const part = await listPast(ctx, { deviceIds: [one], offset: 1, limit: 1 });
    expect([part.total, part.versions.map(({ number }) => number)]).toEqual([2, [1]]);
    expect(await listPast(ctx, { deviceIds: [two] })).toEqual({ versions: [], total: 0 });
  });
});

describe("a version added by hand", () => {
  it("is what the device says now, is marked, and ends the one before", async () => {
    const { ctx, one } = await fleet();
    const given = { deviceId: one, text: "typed\r\n", why: "It is not reachable." };
    const { id, number } = await addByHand(ctx, given, linux);
    expect(number).toBe(4);
    expect(await findVersion(ctx, id)).toMatchObject({ state: "active", origin: "hand" });
    const active = await listActive(ctx);
    expect(active.filter(({ deviceId }) => deviceId === one)).toHaveLength(1);
  });
});

describe("a version that is downloaded", () => {
  it("is the text itself under the device's name, and stands in the activity trail", async () => {
    const { ctx, one } = await fleet();
    const ada = asUser(ctx);
    const [version] = await listVersions(ctx, { deviceId: one });
    const versionId = version?.id ?? "";
    const found = await downloadVersion(ada, { versionId, record: true });
    expect(found).toEqual({ name: "core-1-version-3.cfg", text: "c\n", bytes: 2 });
    const { rows } = await listActivity(ctx, { action: "version:download" });
    expect(rows).toMatchObject([
      { actor: { name: "ada" }, subject: { name: "core-1, version 3" }, after: { bytes: 2 } },
    ]);
    expect(JSON.stringify(rows)).not.toContain("c\\n");
  });

  it("that is only looked for leaves no line, and one that is not there is refused", async () => {
    const { ctx, one } = await fleet();
    const [version] = await listVersions(ctx, { deviceId: one });
    await downloadVersion(ctx, { versionId: version?.id ?? "", record: false });
    expect((await listActivity(ctx, { action: "version:download" })).total).toBe(0);
    const none = downloadVersion(ctx, { versionId: "x", record: true });
    await expect(none).rejects.toMatchObject({ causeName: "not-found" });
  });
});
