import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { installation } from "../../test/installation.ts";
import { randomKey } from "../../test/random-key.ts";
import {
  changeCredential,
  createCredential,
  findCredential,
  listCredentials,
  openLogin,
  removeCredential,
} from "./credentials.ts";
import { createDevice } from "./devices.ts";

const key = randomKey();
const lab = { name: "lab", username: "ada", password: "canary-password", enable: "canary-enable" };

describe("a credential", () => {
  it("is listed by what it holds, never with its secrets", async () => {
    const { ctx } = await installation();
    const made = await createCredential(ctx, lab, key);
    expect(made.holds).toEqual({
      password: true,
      enable: true,
      privateKey: false,
      passphrase: false,
    });
    expect(await listCredentials(ctx)).toEqual([made]);
    const stored = JSON.stringify([
      await ctx.db.select().from(tables.credentials),
      await ctx.db.select().from(tables.activity),
      await ctx.db.select().from(tables.events),
    ]);
    expect(stored).not.toContain("canary");
  });

  it("opens only for what talks to devices, with the key it was sealed with", async () => {
    const { ctx, worker } = await installation();
    const { id } = await createCredential(ctx, lab, key);
    expect(await openLogin(worker, { id }, key)).toEqual({
      user: "ada",
      password: "canary-password",
      enable: "canary-enable",
      privateKey: null,
      passphrase: null,
    });
    await expect(openLogin(worker, { id }, randomKey())).rejects.toMatchObject({
      causeName: "unseal-failed",
    });
  });

  it("keeps the secrets that a change does not mention, and drops those set to nothing", async () => {
    const { ctx, worker, clock } = await installation();
    const made = await createCredential(ctx, lab, key);
    clock.advance(1_000);
    const input = { name: "Lab 2", username: "bob", enable: null };
    const changed = await changeCredential(ctx, { ...made, input }, key);
    expect(changed.holds).toMatchObject({ password: true, enable: false });
    expect(await openLogin(worker, made, key)).toMatchObject({
      user: "bob",
      password: "canary-password",
      enable: null,
    });
    await expect(changeCredential(ctx, { ...made, input }, key)).rejects.toMatchObject({
      causeName: "stale",
    });
  });

  it("has a name of its own, whatever the case", async () => {
    const { ctx } = await installation();
    const made = await createCredential(ctx, lab, key);
    await expect(createCredential(ctx, { ...lab, name: "LAB" }, key)).rejects.toMatchObject({
      causeName: "name-taken",
    });
    expect((await findCredential(ctx, "Lab"))?.id).toBe(made.id);
  });

  it("is removed with its secrets, and only while no device uses it", async () => {
    const { ctx } = await installation();
    const made = await createCredential(ctx, lab, key);
    await createDevice(ctx, { name: "core-1", address: "192.0.2.1", credentialId: made.id });
    await expect(removeCredential(ctx, made)).rejects.toMatchObject({
      causeName: "credential-in-use",
      facts: { device: "core-1", others: 0 },
    });
    const spare = await createCredential(ctx, { ...lab, name: "spare" }, key);
    await removeCredential(ctx, spare);
    const rows = await ctx.db.select().from(tables.credentials);
    expect(rows.find(({ id }) => id === spare.id)).toMatchObject({ password: null, enable: null });
    expect((await listCredentials(ctx)).map(({ name }) => name)).toEqual(["lab"]);
  });

  it("that is no key, or has no user, is refused at its field", async () => {
    const { ctx } = await installation();
    const wrong = { name: "x", username: " ", privateKey: "not a key" };
    await expect(createCredential(ctx, wrong, key)).rejects.toMatchObject({
      causeName: "invalid",
      facts: { problems: [{ field: "username" }, { field: "privateKey" }] },
    });
  });
});
