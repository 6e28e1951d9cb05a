import { describe, expect, it } from "vitest";
import { type Device, DeviceInput } from "#lib/inventory/schema";
import {
  draftOf,
  fieldId,
  inputOf,
  needsSecret,
  newCredentialId,
  newDraft,
  problemsOf,
  splitAddress,
} from "./draft.ts";

const credentialId = "01a20d30-1ad4-7757-8949-af8842fdd97f";
const at = new Date("2026-03-10T12:00:00Z");
const device: Device = {
  ...DeviceInput.parse({
    address: "192.0.2.1",
    port: 2222,
    platform: "vyos",
    credentialId,
    legacy: ["ssh-rsa"],
    tags: ["core", "edge"],
    site: "hq",
    notes: "Rack 7",
    limits: { silentSeconds: 60 },
    enabled: false,
  }),
  id: "d1",
  name: "core-1",
  credential: { id: credentialId, name: "lab" },
  hostKeyType: "ssh-ed25519",
  seenHostKey: null,
  facts: null,
  createdAt: at,
  updatedAt: at,
};

describe("a device in its form", () => {
  it("comes out as it went in, when nothing was changed", () => {
    const { id, credential, facts, hostKeyType, seenHostKey, createdAt, updatedAt, ...input } =
      device;
    const given = { ...inputOf(draftOf(device)), credentialId: draftOf(device).credentialId };
    expect(DeviceInput.parse(given)).toEqual(input);
    expect(problemsOf(draftOf(device))).toEqual({});
  });

  it("never carries the pinned key, which is trusted by other means", () => {
    expect(inputOf(draftOf({ ...device, hostKey: `SHA256:${"A".repeat(43)}` })).hostKey).toBeNull();
  });

  it("asks for a secret once more where a stored one would be sent to another place", () => {
    const draft = draftOf(device);
    expect(needsSecret(device, draft)).toBe(false);
    expect(needsSecret(device, { ...draft, port: "22" })).toBe(true);
    expect(needsSecret(device, { ...draft, address: "192.0.2.2" })).toBe(true);
    expect(needsSecret(device, { ...draft, address: "192.0.2.2", credentialId: "other" })).toBe(
      false,
    );
  });
});

describe("a new device in its form", () => {
  const first = newDraft([]);

  it("begins with a new credential where there is none, and with the only one there is", () => {
    expect(first.credentialId).toBe(newCredentialId);
    expect(newDraft([{ id: "a" }]).credentialId).toBe("a");
    expect(newDraft([{ id: "a" }, { id: "b" }]).credentialId).toBe("");
  });

  it("needs an address, a user and a password, and nothing else", () => {
    expect(Object.keys(problemsOf(first)).sort()).toEqual([
      "address",
      "credential-name",
      "credential-password",
      "credential-username",
    ]);
    const secrets = { ...first.credential.secrets, password: "canary" };
    const credential = { ...first.credential, name: "ada", username: "ada", secrets };
    expect(problemsOf({ ...first, address: "core-1", credential })).toEqual({});
  });

  it("says each problem at its field", () => {
    const wrong = {
      ...first,
      address: "ssh://core-1",
      port: "0",
      tags: "a/b",
      silentSeconds: "soon",
      hostKey: "MD5:00",
      credentialId: "",
    };
    expect(Object.keys(problemsOf(wrong)).sort()).toEqual([
      "address",
      "credentialId",
      "hostKey",
      "port",
      "silentSeconds",
      "tags",
    ]);
  });

  it("takes a port that was typed behind the address", () => {
    const typed = (address: string) => splitAddress({ ...first, address });
    expect(typed("192.0.2.1:2222 ")).toMatchObject({ address: "192.0.2.1", port: "2222" });
    expect(typed("2001:db8::1")).toMatchObject({ address: "2001:db8::1", port: "22" });
    expect(typed("core-1")).toMatchObject({ address: "core-1", port: "22" });
  });
});

it.each([
  ["device.address", "address"],
  ["input.limits.silentSeconds", "silentSeconds"],
  ["device.tags.0", "tags"],
  ["credential.create.username", "credential-username"],
  ["credential", "credentialId"],
])("what was refused at %s is shown at the field %s", (path, id) => expect(fieldId(path)).toBe(id));
