import { createHash, timingSafeEqual } from "node:crypto";
import { neverLog } from "#lib/log";
import { type InstallationKey, seal, unseal } from "#lib/secrets";
import type { CredentialInput } from "./schema.ts";

/** What a credential may hold, each sealed to its row and column. */
export const secretFields = ["password", "enable", "privateKey", "passphrase"] as const;
export type SecretField = (typeof secretFields)[number];

export type SealedSecrets = Record<SecretField, string | null>;
export type OpenSecrets = Record<SecretField, string | null>;

const table = "credentials";

/** The secrets of an input, sealed for a row; those that it does not mention stay as they are. */
export function sealSecrets(
  key: InstallationKey,
  row: string,
  { input, before }: { input: CredentialInput; before: SealedSecrets | null },
): SealedSecrets {
  const sealed: SealedSecrets = {
    password: null,
    enable: null,
    privateKey: null,
    passphrase: null,
  };
  for (const column of secretFields) {
    const given = input[column];
    if (given === undefined) sealed[column] = before?.[column] ?? null;
    else sealed[column] = given === null ? null : seal(key, { table, row, column }, given);
  }
  return sealed;
}

/** @throws Failure `unseal-failed` */
export function openSecrets(
  key: InstallationKey,
  row: { id: string } & SealedSecrets,
): OpenSecrets {
  const open = (column: SecretField) => {
    const sealed = row[column];
    if (sealed === null) return null;
    const secret = unseal(key, { table, row: row.id, column }, sealed);
    neverLog(secret);
    return secret;
  };
  return {
    password: open("password"),
    enable: open("enable"),
    privateKey: open("privateKey"),
    passphrase: open("passphrase"),
  };
}

/** Whether a text is one of the secrets that a credential holds; compared in constant time. */
export function holdsSecret(
  key: InstallationKey,
  row: { id: string } & SealedSecrets,
  text: string,
): boolean {
  const digest = (secret: string) => createHash("sha256").update(secret).digest();
  const given = digest(text);
  const held = Object.values(openSecrets(key, row)).filter((secret) => secret !== null);
  return held.map((secret) => timingSafeEqual(digest(secret), given)).includes(true);
}
