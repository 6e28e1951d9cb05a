import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Context } from "#lib/context";
import { closeDatabase } from "#lib/db";
import { readSetting } from "#lib/settings";
import { fixedClock, installation, temporaryFolder } from "../../test/installation.ts";
import { systemActor, visitorActor } from "./actor.ts";
import { openInstallation } from "./open-installation.ts";
import { issueSetupToken, setUp, setupState } from "./set-up.ts";
import { addUser, listUsers } from "./users.ts";

const password = "CANARY-7f3e correct horse";

async function fresh() {
  const place = await installation();
  const system: Context = { ...place.ctx, actor: systemActor() };
  const visitor: Context = { ...place.ctx, actor: visitorActor("192.0.2.1") };
  const issue = async () => (await issueSetupToken(system)) ?? "none was issued";
  return { ...place, system, visitor, issue };
}

describe("setup", () => {
  it("makes the first user with the token, which is then worth nothing", async () => {
    const { ctx, visitor, issue } = await fresh();
    const token = await issue();
    expect(token).toMatch(/^([A-Z2-9]{5}-){3}[A-Z2-9]{5}$/);
    await setUp(visitor, { token: ` ${token.toLowerCase()} `, name: "ada", password });
    expect(await setupState(ctx.db)).toEqual({ needed: false });
    expect(await readSetting(ctx.db, "setupTokenHash")).toBeNull();
    await expect(setUp(visitor, { token, name: "eve", password })).rejects.toMatchObject({
      causeName: "setup-done",
    });
  });

  it("shows times in the zone of whoever set it up, and in UTC where that is no zone", async () => {
    for (const [timeZone, kept] of [
      ["Asia/Tokyo", "Asia/Tokyo"],
      ["Mars/Olympus", "UTC"],
    ]) {
      const { ctx, visitor, issue } = await fresh();
      await setUp(visitor, { token: await issue(), name: "ada", password, timeZone });
      expect(await readSetting(ctx.db, "timeZone")).toBe(kept);
    }
  });

  it("takes the newest token only", async () => {
    const { visitor, issue } = await fresh();
    const [old] = [await issue(), await issue()];
    await expect(setUp(visitor, { token: old, name: "ada", password })).rejects.toMatchObject({
      causeName: "setup-token",
    });
  });

  it("makes one administrator of two that come at once", async () => {
    const { ctx, visitor, issue } = await fresh();
    const token = await issue();
    const outcomes = await Promise.allSettled(
      ["ada", "eve"].map((name) => setUp(visitor, { token, name, password })),
    );
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await listUsers(ctx)).toHaveLength(1);
  });

  it("limits wrong tokens, and lets the right one in even then", async () => {
    const { visitor, issue } = await fresh();
    const token = await issue();
    const guess = () =>
      setUp(visitor, { token: "WRONG", name: "eve", password }).catch((error) => error.causeName);
    const causes = [];
    for (let n = 0; n < 6; n++) causes.push(await guess());
    expect(causes).toEqual([...Array(5).fill("setup-token"), "locked-out"]);
    await setUp(visitor, { token, name: "ada", password });
  });

  it("ends as well when the first user is added from the command line", async () => {
    const { ctx, system } = await fresh();
    await addUser(ctx, { name: "ada", password });
    expect(await issueSetupToken(system)).toBeNull();
  });
});

describe("opening an installation", () => {
  const clock = fixedClock();

  it("begins one with a key of its own, and opens it again with that key", async () => {
    const environment = { HOLDFAST_DATA: path.join(await temporaryFolder(), "data") };
    const first = await openInstallation({ environment, clock, begin: true });
    closeDatabase(first.db);
    const again = await openInstallation({ environment, clock, begin: false });
    closeDatabase(again.db);
    expect(again.key.bytes).toEqual(first.key.bytes);
  });

  it("refuses a wrong and a missing key, and makes no second one", async () => {
    const environment = { HOLDFAST_DATA: path.join(await temporaryFolder(), "data") };
    const { db, folders } = await openInstallation({ environment, clock, begin: true });
    closeDatabase(db);
    await writeFile(folders.key, Buffer.alloc(32, 7).toString("base64"));
    await expect(openInstallation({ environment, clock, begin: true })).rejects.toMatchObject({
      causeName: "key-wrong",
      exit: 12,
    });
    await rm(folders.key);
    await expect(openInstallation({ environment, clock, begin: true })).rejects.toMatchObject({
      causeName: "key-missing",
    });
  });

  it("does not begin one for the command line", async () => {
    const environment = { HOLDFAST_DATA: path.join(await temporaryFolder(), "nothing") };
    await expect(openInstallation({ environment, clock, begin: false })).rejects.toMatchObject({
      causeName: "no-installation",
      exit: 10,
    });
  });

  it("is begun by two processes at once with one key", async () => {
    const environment = { HOLDFAST_DATA: path.join(await temporaryFolder(), "data") };
    const both = await Promise.all(
      [1, 2].map(() => openInstallation({ environment, clock, begin: true })),
    );
    for (const { db } of both) closeDatabase(db);
    expect(both[0]?.key.bytes).toEqual(both[1]?.key.bytes);
  });
});
