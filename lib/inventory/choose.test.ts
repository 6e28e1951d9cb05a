import { describe, expect, it } from "vitest";
import { listActivity } from "#lib/access";
import { installation } from "../../test/installation.ts";
import { randomKey } from "../../test/random-key.ts";
import { chooseCredential, choosePlatform } from "./choose.ts";
import { createCredential } from "./credentials.ts";
import { createDevice } from "./devices.ts";
import { findDevice } from "./find.ts";

const key = randomKey();

async function withDevice() {
  const { ctx } = await installation();
  const lab = { name: "lab", username: "ada", password: "canary" };
  const { id: credentialId } = await createCredential(ctx, lab, key);
  const device = await createDevice(ctx, { address: "192.0.2.1", credentialId, platform: "vyos" });
  const changes = async () =>
    (await listActivity(ctx, { action: "device:change", offset: 0, limit: 9 })).rows;
  return { ctx, device, changes };
}

describe("what a test of a device proposes", () => {
  it("is another platform, or none so that it is recognised anew", async () => {
    const { ctx, device, changes } = await withDevice();
    await choosePlatform(ctx, { deviceId: device.id, platform: "linux" });
    expect(await findDevice(ctx, device.id)).toMatchObject({ platform: "linux" });
    await choosePlatform(ctx, { deviceId: device.id, platform: null });
    expect(await findDevice(ctx, device.id)).toMatchObject({ platform: null });
    expect(await changes()).toMatchObject([
      { before: { platform: "linux" }, after: { platform: null } },
      { before: { platform: "vyos" }, after: { platform: "linux" } },
    ]);
  });

  it("is another credential, which has to exist", async () => {
    const { ctx, device, changes } = await withDevice();
    const { id } = await createCredential(ctx, { name: "other", username: "ben" }, key);
    await chooseCredential(ctx, { deviceId: device.id, credentialId: id });
    expect(await findDevice(ctx, device.id)).toMatchObject({ credential: { name: "other" } });
    expect(await changes()).toMatchObject([
      { before: { credential: "lab" }, after: { credential: "other" } },
    ]);
    const gone = chooseCredential(ctx, { deviceId: device.id, credentialId: device.id });
    await expect(gone).rejects.toMatchObject({ causeName: "not-found" });
  });
});
