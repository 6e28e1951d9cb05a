import type { Platform } from "#lib/platforms";

/** What is sent to prove who one is. Never leaves this process but towards the device. */
export interface Login {
  user: string;
  /** `null`: the credential holds none. */
  password: string | null;
  enable: string | null;
  /** PEM or OpenSSH text. */
  privateKey: string | null;
  passphrase: string | null;
}

/** A device to be talked with, and under which conditions. */
export interface Target {
  /** Name or address. */
  address: string;
  port: number;
  /** `null`: it is recognised by what the device shows, in the same session. */
  platform: Platform | null;
  /** `SHA256:…`; `null`: first contact, whatever it shows is reported back. */
  hostKey: string | null;
  /** Algorithms this device may use besides the modern ones, by name. */
  legacy: readonly string[];
  login: Login;
  limits: Limits;
  /** Whether this machine itself may be a target. */
  allowLoopback: boolean;
  /** The last good text, as a measure for this one; `null`: there is none. */
  last: { bytes: number; hostname: string | null } | null;
}

/** A device of which the platform is known. */
export type KnownTarget = Target & { platform: Platform };

/** Every one of these ends an attempt with a cause of its own. */
export interface Limits {
  /** Until the TCP connection stands. */
  connectMs: number;
  /** Until the key exchange is done: old processors need most of a minute. */
  keyExchangeMs: number;
  /** Until the device answered the sign-in and shows its prompt. */
  loginMs: number;
  /** Without a single byte. */
  silentMs: number;
  /** For one command, however lively it is. */
  commandMs: number;
  /** Of all that a session sends. */
  outputBytesMax: number;
  lineBytesMax: number;
}

export const usualLimits: Limits = {
  connectMs: 10_000,
  keyExchangeMs: 45_000,
  loginMs: 30_000,
  silentMs: 30_000,
  commandMs: 300_000,
  outputBytesMax: 32_000_000,
  lineBytesMax: 1_000_000,
};

/** As a person writes it: `192.0.2.1`, `192.0.2.1:2222`, `[2001:db8::1]:2222`. */
export function shownTarget({ address, port }: Pick<Target, "address" | "port">): string {
  if (port === 22) return address;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
