import { type Device, DeviceInput, type DeviceInputGiven, readPlace } from "#lib/inventory/schema";
import type { PlatformId } from "#lib/platforms/schema";
import {
  type CredentialDraft,
  problemsOf as credentialProblems,
  newCredential,
} from "../credentials/draft.ts";
import { readTags, tagsProblem } from "./words.ts";

/** The form of a device: what it holds while it is typed. */

/** Stands for a credential that is made together with the device. */
export const newCredentialId = "new";

export interface DeviceDraft {
  address: string;
  port: string;
  /** Empty: called by its address. */
  name: string;
  /** Empty: recognised at the first contact. */
  platform: PlatformId | "";
  /** A credential's id, `new`, or empty while none is chosen. */
  credentialId: string;
  credential: CredentialDraft;
  tags: string;
  site: string;
  notes: string;
  /** Empty: pinned at the first contact. */
  hostKey: string;
  legacy: string[];
  silentSeconds: string;
  commandSeconds: string;
  enabled: boolean;
}

/** The form of a device that does not exist yet; the only credential there is, is chosen. */
export function newDraft(credentials: readonly { id: string }[]): DeviceDraft {
  const [only, ...others] = credentials;
  return {
    address: "",
    port: "22",
    name: "",
    platform: "",
    credentialId: only ? (others.length === 0 ? only.id : "") : newCredentialId,
    credential: newCredential,
    tags: "",
    site: "",
    notes: "",
    hostKey: "",
    legacy: [],
    silentSeconds: "",
    commandSeconds: "",
    enabled: true,
  };
}

/** The form of a device there is. Its pinned key is not in it: a key is trusted, not typed over. */
export function draftOf(device: Device): DeviceDraft {
  const { address, name, site, notes, legacy, enabled, limits } = device;
  return {
    ...newDraft([device.credential]),
    ...{ address, name, site, notes, legacy, enabled },
    port: String(device.port),
    platform: device.platform ?? "",
    tags: device.tags.join(", "),
    silentSeconds: String(limits.silentSeconds ?? ""),
    commandSeconds: String(limits.commandSeconds ?? ""),
  };
}

/** The device without its credential, as it can be checked and saved. */
export function inputOf(draft: DeviceDraft): Omit<DeviceInputGiven, "credentialId"> {
  const { address, platform, site, notes, hostKey, legacy, enabled } = draft;
  const silentSeconds = numberOf(draft.silentSeconds);
  const commandSeconds = numberOf(draft.commandSeconds);
  return {
    ...(draft.name.trim() ? { name: draft.name } : {}),
    ...{ address, site, notes, legacy, enabled },
    port: numberOf(draft.port) ?? 0,
    platform: platform || null,
    hostKey: hostKey.trim() || null,
    tags: readTags(draft.tags),
    limits: {
      ...(silentSeconds === null ? {} : { silentSeconds }),
      ...(commandSeconds === null ? {} : { commandSeconds }),
    },
  };
}

const DeviceOnly = DeviceInput.omit({ credentialId: true });

/** What is wrong with a form: a sentence for each field, by the field's id. */
export function problemsOf(draft: DeviceDraft): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const { path, message } of DeviceOnly.safeParse(inputOf(draft)).error?.issues ?? []) {
    problems[fieldId(path.map(String).join("."))] ??= message;
  }
  const tags = tagsProblem(readTags(draft.tags));
  if (tags) problems.tags = tags;
  if (draft.credentialId === "") problems.credentialId = "A credential is needed.";
  if (draft.credentialId !== newCredentialId) return problems;
  const wrong = Object.entries(credentialProblems(draft.credential, null));
  for (const [field, problem] of wrong) problems[`credential-${field}`] = problem;
  return problems;
}

/** The id of the field that a path in what was sent stands for: `device.limits.silentSeconds`. */
export function fieldId(path: string): string {
  const parts = path.replace(/^(?:device|input)\./, "").split(".");
  const [first = "", second = "", third = ""] = parts;
  if (first === "credential") return second === "create" ? `credential-${third}` : "credentialId";
  return first === "limits" ? second : first;
}

/** An address that was typed with its port, taken apart. */
export function splitAddress(draft: DeviceDraft): DeviceDraft {
  const { host, digits } = readPlace(draft.address.trim());
  return digits === null ? draft : { ...draft, address: host, port: digits };
}

/** Whether a stored password would be sent to another place than before. */
export function needsSecret(device: Device, draft: DeviceDraft): boolean {
  const moved =
    draft.address.trim() !== device.address || (numberOf(draft.port) ?? 0) !== device.port;
  return moved && draft.credentialId === device.credential.id;
}

/** `null`: nothing was typed; what is no number is none that any field takes. */
function numberOf(text: string): number | null {
  if (text.trim() === "") return null;
  return /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : Number.NaN;
}
