import { readFileSync } from "node:fs";
import path from "node:path";
import type { CredentialInput } from "#lib/inventory/schema";
import { neverLog } from "#lib/log";
import type { Environment } from "#lib/secrets";
import type { FileCredential, SecretText } from "./inventory-shape.ts";

/** What a credential may hold, as the file and the inventory call it. */
export const secretKeys = ["password", "enable", "privateKey", "passphrase"] as const;
export type SecretKey = (typeof secretKeys)[number];

/** Secrets that were given; one that is absent stays as it is, `null` takes it away. */
export type GivenSecrets = Pick<CredentialInput, SecretKey>;

/** Where secrets are looked for. */
export interface SecretPlaces {
  environment: Environment;
  /** Paths of secrets count from the folder of the file. */
  folder: string;
}

/** The secrets of a credential, each read from where the file says; what cannot be had is a problem. */
export function readSecrets(
  given: FileCredential,
  places: SecretPlaces,
): { secrets: GivenSecrets; problems: { key: SecretKey; problem: string }[] } {
  const secrets: GivenSecrets = {};
  const problems: { key: SecretKey; problem: string }[] = [];
  for (const key of secretKeys) {
    const source = given[key];
    if (source === undefined) continue;
    const read = readOne(source, places);
    if (typeof read === "object" && read !== null) problems.push({ key, ...read });
    else {
      secrets[key] = read;
      if (read) neverLog(read);
    }
  }
  return { secrets, problems };
}

/** A text, from where the file says it is; a problem where it cannot be had. Never logged. */
export function readSecret(
  source: SecretText,
  places: SecretPlaces,
): string | null | { problem: string } {
  const read = readOne(source, places);
  if (typeof source === "object" && typeof read === "string") neverLog(read);
  return read;
}

function readOne(
  source: SecretText,
  { environment, folder }: SecretPlaces,
): string | null | { problem: string } {
  if (source === null || typeof source === "string") return source;
  if ("env" in source) {
    const value = environment[source.env];
    if (value) return value;
    return { problem: `The variable ${source.env} is not set, or empty.` };
  }
  const file = path.resolve(folder, source.file);
  try {
    const text = readFileSync(file, "utf8");
    if (text.trim() === "") return { problem: `${file} is empty.` };
    // An editor ends a file with a line feed, which is part of a key and of no password.
    return text.includes("-----BEGIN") ? text : text.replace(/\r?\n$/, "");
  } catch (error) {
    return { problem: `${file} cannot be read (${(error as NodeJS.ErrnoException).code}).` };
  }
}
