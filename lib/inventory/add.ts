import { allow, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, write } from "#lib/db";
import { asFailure, isFailure } from "#lib/failures";
import type { InstallationKey } from "#lib/secrets";
import { insertCredential } from "./credentials.ts";
import { insertDevice } from "./devices.ts";
import { listDevices } from "./find.ts";
import { type PastedLine, readPaste } from "./paste.ts";
import {
  AddDevice,
  AddPasted,
  type CredentialChoice,
  type Device,
  PastedText,
  type Twin,
} from "./schema.ts";

/**
 * Adds a device, with a new credential or one there is: both or nothing.
 *
 * @throws Failure `invalid`, `not-found`, `name-taken`, `address-taken`, `too-many`
 */
// check: no-audit: insertCredential and insertDevice write a line each.
export async function addDevice(
  ctx: Context,
  given: AddDevice,
  key: InstallationKey,
): Promise<Device> {
  allow(ctx, "device:create");
  const { device, credential } = parseInput(AddDevice, given);
  if (credential.create) allow(ctx, "credential:create");
  return write(ctx.db, async (tx) => {
    const credentialId = await chosen(tx, ctx, { credential, key });
    return insertDevice(tx, ctx, { ...device, credentialId });
  });
}

/** What a line of a pasted list would do. */
export interface PreviewedLine extends PastedLine {
  /** Who is at this address and port already. */
  twin: Twin | null;
  /** Line of the list that says the same address and port before. */
  repeats: number | null;
  /** Who has this name already. */
  namesake: Twin | null;
}

/** Looks through a pasted list: which lines would add a device, and what is wrong with the others. */
export async function previewPaste(
  ctx: Context,
  given: { text: string },
): Promise<PreviewedLine[]> {
  allow(ctx, "device:read");
  const { text } = parseInput(PastedText, given);
  const devices = await listDevices(ctx);
  const at = new Map(devices.map((device) => [placeOf(device), twinOf(device)]));
  const called = new Map(devices.map((device) => [device.name.toLowerCase(), twinOf(device)]));
  const first = new Map<string, number>();
  return readPaste(text).map((line) => {
    if (line.problem) return { ...line, twin: null, repeats: null, namesake: null };
    const place = placeOf(line);
    const repeats = first.get(place) ?? null;
    if (repeats === null) first.set(place, line.number);
    const twin = at.get(place) ?? null;
    return { ...line, twin, repeats, namesake: called.get(line.name.toLowerCase()) ?? null };
  });
}

/** What became of a line. */
export type AddedLine = PastedLine & ({ device: Twin } | { device: null; because: string });

/**
 * Adds a device for each line of a pasted list, in one transaction. A line that is refused keeps no
 * other from being added.
 *
 * @throws Failure `invalid`, `not-found` (the credential), `name-taken` (a new credential's)
 */
// check: no-audit: insertCredential and insertDevice write a line each.
export async function addPasted(
  ctx: Context,
  given: AddPasted,
  key: InstallationKey,
): Promise<AddedLine[]> {
  allow(ctx, "device:create");
  const { text, credential, device } = parseInput(AddPasted, given);
  if (credential.create) allow(ctx, "credential:create");
  return write(ctx.db, async (tx) => {
    const credentialId = await chosen(tx, ctx, { credential, key });
    const results: AddedLine[] = [];
    for (const line of readPaste(text)) {
      const { address, port, name, problem } = line;
      const input = { ...device, address, port, name, credentialId };
      const added = problem ?? (await inserted(() => insertDevice(tx, ctx, input)));
      results.push(
        typeof added === "string"
          ? { ...line, device: null, because: added }
          : { ...line, device: twinOf(added) },
      );
    }
    return results;
  });
}

/** The device, or why there is none; what nobody foresaw ends it all. */
async function inserted(insert: () => Promise<Device>): Promise<Device | string> {
  try {
    return await insert();
  } catch (error) {
    if (!isFailure(error, "name-taken") && !isFailure(error, "address-taken")) throw error;
    return asFailure(error).report().sentence;
  }
}

async function chosen(
  tx: Transaction,
  ctx: Context,
  { credential, key }: { credential: CredentialChoice; key: InstallationKey },
): Promise<string> {
  if (credential.id !== undefined) return credential.id;
  return (await insertCredential(tx, ctx, { input: credential.create, key })).id;
}

const placeOf = ({ address, port }: { address: string; port: number }) =>
  `${address.toLowerCase()} ${port}`;
const twinOf = ({ id, name }: Device): Twin => ({ id, name });
