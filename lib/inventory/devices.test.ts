import { describe, expect, it } from "vitest";
import { addUser, listActivity } from "#lib/access";
import type { Context } from "#lib/context";
import { asUser, installation, type TestInstallation } from "../../test/installation.ts";
import { randomKey } from "../../test/random-key.ts";
import { enableDevices, tagDevices } from "./bulk.ts";
import { noteContacts } from "./contacts.ts";
import { createCredential } from "./credentials.ts";
import { changeDevice, createDevice, removeDevice } from "./devices.ts";
import { deviceWords, findDevice, listDevices, selectDevices } from "./find.ts";
import { allowLegacy, refuseHostKey, trustHostKey } from "./host-key.ts";
import type { DeviceInputGiven } from "./schema.ts";

const key = randomKey();
const pinned = `SHA256:${"A".repeat(43)}`;
const another = `SHA256:${"B".repeat(43)}`;

async function inventory() {
  const made = await installation();
  const lab = { name: "lab", username: "ada", password: "canary" };
  const { id: credentialId } = await createCredential(made.ctx, lab, key);
  const add = (name: string, more: Partial<DeviceInputGiven> = {}) =>
    createDevice(made.ctx, { name, address: `${name}.example.net`, credentialId, ...more });
  return { ...made, credentialId, add };
}

async function trailOf({ ctx }: Pick<TestInstallation, "ctx">, action: string) {
  return (await listActivity(ctx, { action, offset: 0, limit: 50 })).rows;
}

describe("a platform", () => {
  const evidence = [
    { platform: "vyos", from: "answer", seen: "Version:          VyOS 1.4.3", weight: 10 },
    { platform: "linux", from: "prompt", seen: "ada@r-1:~$", weight: 2 },
  ] as const;
  const met = (ctx: Context, deviceId: string) => {
    const recognised = { platform: { id: "vyos" }, evidence };
    return noteContacts(ctx, [{ deviceId, key: null, signedIn: true, facts: null, recognised }]);
  };

  it("that was recognised is noted with what it was told by", async () => {
    const { ctx, worker, add } = await inventory();
    const { id: deviceId } = await add("r-1");
    await met(worker, deviceId);
    expect(await findDevice(ctx, deviceId)).toMatchObject({ platform: "vyos" });
    const [line] = await trailOf({ ctx }, "device:contact");
    expect(line).toMatchObject({
      before: { platform: null },
      after: { platform: "vyos", evidence: [{ from: "answer", seen: evidence[0].seen }] },
    });
  });

  it("that a person chose stays", async () => {
    const { ctx, worker, add } = await inventory();
    const { id: deviceId } = await add("r-1", { platform: "linux" });
    await met(worker, deviceId);
    expect(await findDevice(ctx, deviceId)).toMatchObject({ platform: "linux" });
    expect(await trailOf({ ctx }, "device:contact")).toEqual([]);
  });
});

describe("a device", () => {
  it("needs an address and a credential, and is called by its address then", async () => {
    const { ctx, credentialId } = await inventory();
    const device = await createDevice(ctx, { address: "192.0.2.1", credentialId });
    expect(device).toMatchObject({
      name: "192.0.2.1",
      port: 22,
      platform: null,
      hostKey: null,
      enabled: true,
      credential: { name: "lab" },
    });
    expect(await findDevice(ctx, "192.0.2.1")).toEqual(device);
    const behind = await createDevice(ctx, { address: "192.0.2.1", port: 2_222, credentialId });
    expect(behind.name).toBe("192.0.2.1-2222");
    expect(await trailOf({ ctx }, "device:create")).toHaveLength(2);
  });

  it("is refused with the field that is wrong", async () => {
    const { ctx, credentialId } = await inventory();
    for (const [field, wrong] of [
      ["address", { address: "ssh://core-1" }],
      ["address", { address: "192.0.2.1:22" }],
      ["port", { port: 0 }],
      ["platform", { platform: "cisco_ios" as "cisco-ios" }],
      ["hostKey", { hostKey: "MD5:00" }],
      ["name", { name: "../x" }],
    ] as const) {
      const given = { address: "192.0.2.1", credentialId, ...wrong };
      await expect(createDevice(ctx, given)).rejects.toMatchObject({
        causeName: "invalid",
        facts: { problems: expect.arrayContaining([expect.objectContaining({ field })]) },
      });
    }
  });

  it("is not there twice, by name or by address and port", async () => {
    const { add } = await inventory();
    await add("core-1");
    await expect(add("CORE-1", { address: "other" })).rejects.toMatchObject({
      causeName: "name-taken",
    });
    await expect(add("core-2", { address: "CORE-1.example.net" })).rejects.toMatchObject({
      causeName: "address-taken",
      facts: { device: "core-1" },
    });
    await add("core-2", { address: "core-1.example.net", port: 2_222 });
  });

  it("leaves the list when it is removed, and its name and address are free again", async () => {
    const { ctx, add } = await inventory();
    await removeDevice(ctx, await add("core-1"));
    expect(await listDevices(ctx)).toEqual([]);
    await add("core-1");
  });
});

describe("a stored secret", () => {
  it("is not sent to another address or port unless it is given once more", async () => {
    const { ctx, add } = await inventory();
    const device = await add("core-1", { hostKey: pinned });
    const moved = { ...device, input: { ...device, address: "198.51.100.9" } };
    for (const secret of [undefined, "guess"]) {
      await expect(changeDevice(ctx, { ...moved, secret }, key)).rejects.toMatchObject({
        causeName: "secret-again",
      });
    }
    const changed = await changeDevice(ctx, { ...moved, secret: "canary" }, key);
    expect(changed).toMatchObject({ address: "198.51.100.9" });
  });

  it("of another credential may go there, and other fields change freely", async () => {
    const { ctx, clock, add } = await inventory();
    const device = await add("core-1");
    clock.advance(1_000);
    const other = { name: "other", username: "bob", password: "canary-2" };
    const { id: credentialId } = await createCredential(ctx, other, key);
    const input = { ...device, hostKey: null, port: 2_222, credentialId };
    const moved = await changeDevice(ctx, { ...device, input }, key);
    const noted = { ...moved, input: { ...moved, notes: "rack 4" } };
    expect(await changeDevice(ctx, noted, key)).toMatchObject({ port: 2_222, notes: "rack 4" });
    await expect(changeDevice(ctx, { ...device, input }, key)).rejects.toMatchObject({
      causeName: "stale",
    });
  });
});

describe("a host key", () => {
  const shown = (fingerprint: string) => ({ type: "ssh-ed25519", fingerprint });
  const met = (ctx: Context, deviceId: string, key: ReturnType<typeof shown>) =>
    noteContacts(ctx, [{ deviceId, key, signedIn: false, facts: null, recognised: null }]);

  it("is pinned at first contact; another one waits for a person and changes nothing", async () => {
    const { ctx, worker, add } = await inventory();
    const { id: deviceId } = await add("core-1");
    await met(worker, deviceId, shown(pinned));
    await met(worker, deviceId, shown(pinned));
    await met(worker, deviceId, shown(another));
    expect(await findDevice(ctx, deviceId)).toMatchObject({
      hostKey: pinned,
      hostKeyType: "ssh-ed25519",
      seenHostKey: another,
    });
    expect(await trailOf({ ctx }, "device:contact")).toHaveLength(2);
    await met(worker, deviceId, shown(pinned));
    expect(await findDevice(ctx, deviceId)).toMatchObject({ seenHostKey: null });
  });

  it("is trusted only as the one that was looked at", async () => {
    const { ctx, worker, add } = await inventory();
    const { id: deviceId } = await add("core-1", { hostKey: pinned });
    await met(worker, deviceId, shown(another));
    const password = "a long enough password";
    const ben = asUser(ctx, await addUser(ctx, { name: "ben", password }));
    const third = `SHA256:${"C".repeat(43)}`;
    const trust = (fingerprint: string, typed = password) =>
      trustHostKey(ben, { deviceId, fingerprint, password: typed });
    await expect(trust(third)).rejects.toMatchObject({ causeName: "stale" });
    await expect(trust(another, "not it")).rejects.toMatchObject({
      causeName: "wrong-credentials",
    });
    expect(await findDevice(ctx, deviceId)).toMatchObject({ hostKey: pinned });
    await trust(another);
    expect(await findDevice(ctx, deviceId)).toMatchObject({ hostKey: another, seenHostKey: null });
    expect(await trailOf({ ctx }, "device:trust")).toMatchObject([
      { actor: { name: "ben" }, before: { hostKey: pinned }, after: { hostKey: another } },
    ]);
  });

  it("that is refused leaves the pinned one, and is asked about when it is shown again", async () => {
    const { ctx, worker, add } = await inventory();
    const { id: deviceId } = await add("core-1", { hostKey: pinned });
    await met(worker, deviceId, shown(another));
    await refuseHostKey(ctx, { deviceId, fingerprint: another });
    expect(await findDevice(ctx, deviceId)).toMatchObject({ hostKey: pinned, seenHostKey: null });
    expect(await trailOf({ ctx }, "device:distrust")).toMatchObject([
      { before: { seen: another }, after: { hostKey: pinned } },
    ]);
    await met(worker, deviceId, shown(another));
    expect(await findDevice(ctx, deviceId)).toMatchObject({ seenHostKey: another });
  });

  it("is not the only thing one device may be allowed by itself", async () => {
    const { ctx, add } = await inventory();
    const { id: deviceId } = await add("core-1");
    await allowLegacy(ctx, { deviceId, algorithms: ["ssh-rsa"] });
    await add("core-2");
    const legacy = (await listDevices(ctx)).map((device) => device.legacy);
    expect(legacy).toEqual([["ssh-rsa"], []]);
  });
});

describe("several devices", () => {
  it("are found by what they are, and chosen for a plan while they are enabled", async () => {
    const { ctx, add } = await inventory();
    await add("core-10", { tags: ["Core", "berlin"], site: "Berlin" });
    await add("core-2", { tags: ["core"], platform: "cisco-ios" });
    await add("access-1", { site: "Berlin", enabled: false, notes: "uplink to CORE-2" });
    const names = async (filter: Parameters<typeof listDevices>[1]) =>
      (await listDevices(ctx, filter)).map(({ name }) => name);
    expect(await names({})).toEqual(["access-1", "core-2", "core-10"]);
    expect(await names({ search: "core-2" })).toEqual(["access-1", "core-2"]);
    expect(await names({ tag: "CORE" })).toEqual(["core-2", "core-10"]);
    expect(await names({ platform: null })).toEqual(["access-1", "core-10"]);
    const chosen = async (selector: Parameters<typeof selectDevices>[1]) =>
      (await selectDevices(ctx, selector)).map(({ name }) => name);
    expect(await chosen({ all: true })).toEqual(["core-2", "core-10"]);
    expect(await chosen({ tags: ["berlin"] })).toEqual(["core-10"]);
    expect(await chosen({ sites: ["Berlin"] })).toEqual(["core-10"]);
    expect(await chosen({ names: ["CORE-2", "gone"] })).toEqual(["core-2"]);
    const words = deviceWords(await listDevices(ctx));
    expect([...words.tags]).toEqual([
      ["berlin", 1],
      ["core", 2],
    ]);
  });

  it("are changed at once, each with its result", async () => {
    const { ctx, add } = await inventory();
    const one = await add("core-1", { tags: ["old"] });
    const two = await add("core-2", { enabled: false });
    const gone = await removeDevice(ctx, await add("core-3"));
    const ids = [one.id, two.id, gone.id];
    const results = await enableDevices(ctx, { ids, enabled: false });
    expect(results.map(({ result }) => result)).toEqual(["changed", "unchanged", "gone"]);
    await tagDevices(ctx, { ids: [one.id], add: ["new"], remove: ["old"] });
    expect(await findDevice(ctx, one.id)).toMatchObject({ tags: ["new"], enabled: false });
  });
});
