import { z } from "zod";
import { Name } from "#lib/entries/schema";
import { platformIds } from "#lib/platforms/schema";

/** Shapes of devices and credentials, shared by forms, the command line and `apply`; no database in here. */

/** A word that devices are grouped by. */
export const Tag = z
  .string("A tag is a word.")
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,31}$/u, "A tag has 1 to 32 letters, digits, - _ or dots.");

/** As many devices as an installation may have: every one is a line of the list and a task of a run. */
export const devicesMax = 20_000;
const tagsMax = 20;

const hostName = /^(?=.{1,253}$)[\p{L}\p{N}_]([\p{L}\p{N}_-]{0,62})(\.[\p{L}\p{N}_-]{1,63})*\.?$/u;

/** A name or address, without protocol, port or spaces. */
export const Address = z
  .string("An address is needed.")
  .trim()
  .min(1, "An address is needed.")
  .refine(
    (text) => hostName.test(text) || isIpv6(text),
    "An address is a name or an IP address, such as 192.0.2.1, without port or spaces.",
  );

export const usualPort = 22;

export const Port = z
  .int("A port is a whole number.")
  .min(1, "A port is 1 to 65535.")
  .max(65_535, "A port is 1 to 65535.");

/** `SHA256:` and 43 characters, as `ssh-keygen -l` prints it. */
export const Fingerprint = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, "A host key is written as SHA256: and 43 characters.");

const seconds = (most: number) =>
  z.int().min(1, "A limit is 1 s at least.").max(most, `A limit is ${most} s at most.`);

/** What differs from the usual limits for one device. */
export const DeviceLimits = z.object({
  /** Without a single byte. */
  silentSeconds: seconds(600).optional(),
  /** For one command. */
  commandSeconds: seconds(3_600).optional(),
});
export type DeviceLimits = z.infer<typeof DeviceLimits>;

/** A device as a form or a file gives it. */
export const DeviceInput = z.object({
  /** Absent: `defaultDeviceName`. */
  name: Name.optional(),
  address: Address,
  port: Port.default(usualPort),
  /** `null`: detected at the first contact. */
  platform: z.enum(platformIds, "A platform is one of the list.").nullable().default(null),
  credentialId: z.uuid("A credential is needed."),
  /** `null`: pinned at the first contact. */
  hostKey: Fingerprint.nullable().default(null),
  legacy: z.array(z.string()).max(50).default([]),
  tags: z.array(Tag).max(tagsMax, `A device has ${tagsMax} tags at most.`).default([]),
  site: z.string().trim().max(64, "A site has 64 characters at most.").default(""),
  notes: z.string().trim().max(4_000, "Notes have 4000 characters at most.").default(""),
  limits: DeviceLimits.default({}),
  enabled: z.boolean().default(true),
});
export type DeviceInput = z.infer<typeof DeviceInput>;
export type DeviceInputGiven = z.input<typeof DeviceInput>;

/** Where a device is. */
export const Endpoint = z.object({ address: Address, port: Port });
export type Endpoint = z.infer<typeof Endpoint>;

const secret = z.string().max(1_024, "A secret has 1024 characters at most.");

/**
 * A credential as a form or a file gives it. A secret that is absent stays as it is, `null` takes it
 * away.
 */
export const CredentialInput = z.object({
  name: Name,
  username: z
    .string("A user name is needed.")
    .trim()
    .min(1, "A user name is needed.")
    .max(128, "A user name has 128 characters at most."),
  password: secret.nullable().optional(),
  enable: secret.nullable().optional(),
  privateKey: z
    .string()
    .max(32_000, "A key has 32000 characters at most.")
    .regex(/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "A private key begins with -----BEGIN.")
    .nullable()
    .optional(),
  passphrase: secret.nullable().optional(),
});
export type CredentialInput = z.infer<typeof CredentialInput>;

/** A credential there is, or one that is made with what uses it. */
export const CredentialChoice = z.union([
  z.strictObject({ id: z.uuid("A credential is needed."), create: z.undefined().optional() }),
  z.strictObject({ id: z.undefined().optional(), create: CredentialInput }),
]);
export type CredentialChoice = z.infer<typeof CredentialChoice>;

/** A device as a form adds it. */
export const AddDevice = z.object({
  device: DeviceInput.omit({ credentialId: true }),
  credential: CredentialChoice,
});
export type AddDevice = z.input<typeof AddDevice>;

/** As many devices one pasted list may name. */
export const pastedLinesMax = 1_000;
const pastedText = z
  .string("Addresses are needed.")
  .regex(/\S/, "Addresses are needed.")
  .max(pastedLinesMax * 400, "The list is too long: paste it in parts.");
export const PastedText = z.object({ text: pastedText });

/** A pasted list, and what all its devices have in common. */
export const AddPasted = z.object({
  text: pastedText,
  credential: CredentialChoice,
  device: DeviceInput.pick({ platform: true, tags: true, site: true }).transform((common) =>
    DeviceInput.omit({ address: true, port: true, name: true, credentialId: true }).parse(common),
  ),
});
export type AddPasted = z.input<typeof AddPasted>;

/** A device that is at an address and port already. */
export interface Twin {
  id: string;
  name: string;
}

/** What a device says of itself. */
export interface DeviceFacts {
  model?: string;
  version?: string;
  serial?: string;
  hostname?: string;
}

/** A device as it is stored. */
export interface Device extends Omit<DeviceInput, "name"> {
  id: string;
  name: string;
  credential: { id: string; name: string };
  hostKeyType: string | null;
  /** Another key than the pinned one, shown since; `null`: none. */
  seenHostKey: string | null;
  /** As the last session read them; `null`: none yet. */
  facts: DeviceFacts | null;
  createdAt: Date;
  updatedAt: Date;
}

/** A credential as it may be shown: what it holds, never the secrets themselves. */
export interface Credential {
  id: string;
  name: string;
  username: string;
  holds: { password: boolean; enable: boolean; privateKey: boolean; passphrase: boolean };
  /** When a device last accepted it; `null`: never. */
  acceptedAt: Date | null;
  /** Names of the devices that use it. */
  usedBy: string[];
  createdAt: Date;
  updatedAt: Date;
}

/** Which devices a plan takes. */
export type DeviceSelector =
  | { all: true }
  | { tags: readonly string[] }
  | { sites: readonly string[] }
  | { names: readonly string[] };

/**
 * An address as it is typed: `192.0.2.1:22`, `[2001:db8::1]:22`, or without a port, and then `digits`
 * is `null`. More than one colon is an IPv6 address.
 */
export function readPlace(place: string): { host: string; digits: string | null } {
  const [, inside, behind] = /^\[([^\]]*)\](?::(.*))?$/.exec(place) ?? [];
  if (inside !== undefined) return { host: inside, digits: behind ?? null };
  const parts = place.split(":");
  const [host = "", digits = null] = parts;
  const hasPort = parts.length === 2 && !digits?.startsWith("/"); // an address of the web has none
  return hasPort ? { host, digits } : { host: place, digits: null };
}

/** What a device is called that was given no name: its address, with the port where it is not usual. */
export function defaultDeviceName({ address, port }: { address: string; port: number }): string {
  const host = port === usualPort ? address : `${address}-${port}`;
  return host.slice(0, 64);
}

/** As browsers and Node read it alike. */
function isIpv6(text: string): boolean {
  return /^[0-9a-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]/`);
}
