import type { Context } from "#lib/context";
import {
  changeDevice,
  createDevice,
  findCredential,
  listCredentials,
  listDevices,
} from "#lib/inventory";
import type { Device, DeviceInputGiven } from "#lib/inventory/schema";
import type { InstallationKey } from "#lib/secrets";
import type { Change } from "./changes.ts";
import { type CheckedCredential, same } from "./credentials.ts";
import { describeDevice } from "./describe-device.ts";
import type { ApplyFile, Place, Problem } from "./file.ts";
import type { FileDevice } from "./inventory-shape.ts";
import type { ReadInventory } from "./read-inventory.ts";
import type { ReadPlan } from "./read-plans.ts";
import { secretKeys } from "./secrets.ts";

/** A device as the file wants it; its credential by name, because it may still have to be added. */
export type WantedDevice = Omit<DeviceInputGiven, "credentialId"> & { credential: string };

/** A device of the file, laid over what is there. */
export interface CheckedDevice {
  place: Place;
  before: Device | null;
  input: WantedDevice;
  /** Given once more by the file, where the device moves; `null`: it need not be. */
  secret: string | null;
  change: Change;
}

/** Checks the devices of a file against each other and against what is there. */
export async function checkDevices(
  ctx: Context,
  file: ApplyFile,
  { read, credentials }: { read: ReadInventory; credentials: readonly CheckedCredential[] },
): Promise<{ devices: CheckedDevice[]; problems: Problem[] }> {
  const present = await listDevices(ctx);
  const stored = (await listCredentials(ctx)).map(({ name }) => name);
  const names = [...stored, ...read.credentialNames];
  const problems: Problem[] = [];
  const devices: CheckedDevice[] = [];
  for (const { item, place } of read.devices) {
    const before = present.find(({ name }) => same(name, item.name)) ?? null;
    const input = wantedDevice(item, before);
    const add = (key: string, problem: string) =>
      problems.push({ line: file.lineOf([...place, key]), problem });
    if (!input) {
      if (!item.address) add("name", "A new device needs an address.");
      if (!item.credential) add("name", "A new device needs a credential.");
      continue;
    }
    const known = names.find((name) => same(name, input.credential));
    if (known === undefined) add("credential", `There is no credential “${input.credential}”.`);
    const secret = secretFor(before, input, credentials);
    if (secret === "missing") add("address", movedProblem(input));
    const wanted = { ...input, credential: known ?? input.credential };
    devices.push({
      place,
      before,
      input: wanted,
      secret: secret === "missing" ? null : secret,
      change: changeOf(wanted, before),
    });
  }
  problems.push(...twins(file, { devices, present }));
  return { devices, problems };
}

/** Devices that plans of the file name and that neither the file nor the installation has. */
export async function absentDevices(
  ctx: Context,
  file: ApplyFile,
  { plans, devices }: { plans: readonly ReadPlan[]; devices: ReadInventory["devices"] },
): Promise<Problem[]> {
  const stored = (await listDevices(ctx)).map(({ name }) => name);
  const known = [...stored, ...devices.map(({ item }) => item.name)];
  return plans.flatMap(({ plan, place }) => {
    const select = plan.sources?.devices;
    const named = select && "names" in select ? select.names : [];
    return named.flatMap((name, index) => {
      if (known.some((each) => same(each, name))) return [];
      const line = file.lineOf([...place, "sources", "devices", "names", index]);
      return [{ line, problem: `There is no device “${name}”.` }];
    });
  });
}

export async function storeDevice(
  ctx: Context,
  { before, input, secret, change }: CheckedDevice,
  key: InstallationKey,
): Promise<void> {
  if (change.change === "unchanged") return;
  const { credential, ...fields } = input;
  const credentialId = (await findCredential(ctx, credential))?.id ?? "";
  const given = { ...fields, credentialId };
  if (!before) await createDevice(ctx, given);
  else {
    const { id, updatedAt } = before;
    await changeDevice(ctx, { id, updatedAt, input: given, secret: secret ?? "" }, key);
  }
}

/** What the file leaves out stays as it is; `null`: a new device lacks what it needs. */
function wantedDevice(item: FileDevice, before: Device | null): WantedDevice | null {
  const address = item.address ?? before?.address;
  const credential = item.credential ?? before?.credential.name;
  if (address === undefined || credential === undefined) return null;
  const port = item.port ?? before?.port ?? 22;
  const moved = before !== null && (before.address !== address || before.port !== port);
  const { hostKey, platform } = item;
  return {
    name: before?.name ?? item.name,
    address,
    port,
    credential,
    // What was detected or pinned since is what these words ask for.
    platform:
      platform === undefined || platform === "detect" ? (before?.platform ?? null) : platform,
    hostKey:
      hostKey === undefined || hostKey === "first-contact"
        ? moved
          ? null
          : (before?.hostKey ?? null)
        : hostKey,
    tags: item.tags ?? before?.tags ?? [],
    site: item.site ?? before?.site ?? "",
    notes: item.notes ?? before?.notes ?? "",
    legacy: item.legacy ?? before?.legacy ?? [],
    limits: item.limits ?? before?.limits ?? {},
    enabled: item.enabled ?? before?.enabled ?? true,
  };
}

/** A stored secret is not sent elsewhere unless whoever moves the device has it. */
function secretFor(
  before: Device | null,
  { address, port, credential }: WantedDevice,
  credentials: readonly CheckedCredential[],
): string | "missing" | null {
  const moved = before && (before.address !== address || before.port !== port);
  if (!moved || !same(before.credential.name, credential)) return null;
  const given = credentials.find(({ input }) => same(input.name, credential))?.input;
  return secretKeys.map((key) => given?.[key]).find(Boolean) ?? "missing";
}

function movedProblem({ credential }: WantedDevice): string {
  return `“${credential}” would be sent to another address: give its secret in the file, or another credential.`;
}

/** Two devices at one address and port are one machine. */
function twins(
  file: ApplyFile,
  { devices, present }: { devices: readonly CheckedDevice[]; present: readonly Device[] },
): Problem[] {
  const at = ({ address, port = 22 }: { address: string; port?: number }) =>
    `${address.toLowerCase()} ${port}`;
  const inFile = new Set(devices.map(({ before }) => before?.id));
  const taken = new Map(
    present.filter(({ id }) => !inFile.has(id)).map((device) => [at(device), device.name]),
  );
  return devices.flatMap(({ input, place }) => {
    const name = taken.get(at(input));
    taken.set(at(input), input.name ?? "");
    if (name === undefined) return [];
    const problem = `${input.address} with this port is the device “${name}” already.`;
    return [{ line: file.lineOf([...place, "address"]), problem }];
  });
}

function changeOf(input: WantedDevice, before: Device | null): Change {
  const old = before
    ? describeDevice({ ...before, credential: before.credential.name })
    : new Map<string, string>();
  const now = describeDevice(input);
  const differences = [...now].flatMap(([what, is]) => {
    const was = old.get(what) || null;
    return was === (is || null) ? [] : [{ what, was, is: is || null }];
  });
  const name = input.name ?? "";
  if (!before) return { kind: "device", name, change: "added", differences };
  const change = differences.length > 0 ? "changed" : "unchanged";
  return { kind: "device", name, change, differences };
}
