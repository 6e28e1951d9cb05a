import type { Context } from "#lib/context";
import { changeCredential, createCredential, listCredentials, openLogin } from "#lib/inventory";
import { type Credential, CredentialInput } from "#lib/inventory/schema";
import type { InstallationKey } from "#lib/secrets";
import type { Change } from "./changes.ts";
import type { ApplyFile, Problem } from "./file.ts";
import type { FileCredential } from "./inventory-shape.ts";
import type { ReadItem } from "./read-inventory.ts";
import { type GivenSecrets, readSecrets, type SecretPlaces, secretKeys } from "./secrets.ts";

/** A credential of the file, laid over what is there. */
export interface CheckedCredential {
  before: Credential | null;
  input: CredentialInput;
  change: Change;
}

/** Checks the credentials of a file; what they hold already is compared, never shown. */
export async function checkCredentials(
  ctx: Context,
  file: ApplyFile,
  {
    given,
    key,
    places,
  }: { given: ReadItem<FileCredential>[]; key: InstallationKey; places: SecretPlaces },
): Promise<{ credentials: CheckedCredential[]; problems: Problem[] }> {
  const present = await listCredentials(ctx);
  const problems: Problem[] = [];
  const credentials: CheckedCredential[] = [];
  for (const { item, place } of given) {
    const add = (where: string, problem: string) =>
      problems.push({ line: file.lineOf([...place, where]), problem });
    const before = present.find(({ name }) => same(name, item.name)) ?? null;
    const read = readSecrets(item, places);
    for (const { key: where, problem } of read.problems) add(where, problem);
    const username = item.username ?? before?.username;
    if (username === undefined) add("name", "A new credential needs a username.");
    const name = before?.name ?? item.name;
    const parsed = CredentialInput.safeParse({ name, username: username ?? "-", ...read.secrets });
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) add(String(path[0]), message);
      continue;
    }
    const held = before && (await openLogin(ctx, before, key));
    const change = changeOf(parsed.data, { before, held, secrets: read.secrets });
    credentials.push({ before, input: parsed.data, change });
  }
  return { credentials, problems };
}

export async function storeCredential(
  ctx: Context,
  { before, input, change }: CheckedCredential,
  key: InstallationKey,
): Promise<void> {
  if (change.change === "unchanged") return;
  if (!before) await createCredential(ctx, input, key);
  else await changeCredential(ctx, { id: before.id, updatedAt: before.updatedAt, input }, key);
}

function changeOf(
  input: CredentialInput,
  {
    before,
    held,
    secrets,
  }: { before: Credential | null; held: GivenSecrets | null; secrets: GivenSecrets },
): Change {
  const differences: Change["differences"] = [];
  const { name, username } = input;
  if (before?.username !== username) {
    differences.push({ what: "username", was: before?.username ?? null, is: username });
  }
  for (const key of secretKeys) {
    const [was, is] = [held?.[key] ?? null, secrets[key]];
    if (is === undefined || is === was) continue;
    const words = was === null ? "set" : "another one";
    differences.push({
      what: key,
      was: was === null ? null : "set",
      is: is === null ? null : words,
    });
  }
  if (!before) return { kind: "credential", name, change: "added", differences };
  const change = differences.length > 0 ? "changed" : "unchanged";
  return { kind: "credential", name, change, differences };
}

export function same(a: string, b: string): boolean {
  return a.normalize("NFC").toLowerCase() === b.normalize("NFC").toLowerCase();
}
