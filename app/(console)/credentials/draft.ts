import { type Credential, CredentialInput } from "#lib/inventory/schema";

/** The form of a credential: what it holds while it is typed. */

export const secretFields = ["password", "enable", "privateKey", "passphrase"] as const;
export type SecretField = (typeof secretFields)[number];

export const secretWords: Record<SecretField, string> = {
  password: "Password",
  enable: "Enable password",
  privateKey: "Private key",
  passphrase: "Passphrase",
};

export interface CredentialDraft {
  name: string;
  /** A person chose the name: it does not follow the user any more. */
  nameChosen: boolean;
  username: string;
  /** Empty: none, or the one that is stored stays. */
  secrets: Record<SecretField, string>;
  /** Stored secrets that are taken away. */
  dropped: SecretField[];
}

const none = { password: "", enable: "", privateKey: "", passphrase: "" };

export const newCredential: CredentialDraft = {
  name: "",
  nameChosen: false,
  username: "",
  secrets: none,
  dropped: [],
};

/** The form of a credential there is; what it holds is never in it. */
export function draftOf({ name, username }: Pick<Credential, "name" | "username">) {
  return { ...newCredential, name, nameChosen: true, username };
}

/** The draft with something typed; the name follows the user until a person chooses one. */
export function changed(
  draft: CredentialDraft,
  patch: Partial<CredentialDraft>,
  taken: readonly string[],
): CredentialDraft {
  const next = { ...draft, ...patch };
  if (next.nameChosen || patch.username === undefined) return next;
  return { ...next, name: freeName(patch.username.trim(), taken) };
}

/** What is sent: a secret that was not typed is not mentioned, and stays as it is. */
export function inputOf({ name, username, secrets, dropped }: CredentialDraft): CredentialInput {
  const mentioned: Partial<Record<SecretField, string | null>> = {};
  for (const field of secretFields) {
    if (dropped.includes(field)) mentioned[field] = null;
    else if (secrets[field] !== "") mentioned[field] = secrets[field];
  }
  return { name, username, ...mentioned };
}

/** What keeps it from being saved, by field; `holds` says which secrets are stored. */
export function problemsOf(
  draft: CredentialDraft,
  holds: Record<SecretField, boolean> | null,
): Record<string, string> {
  const parsed = CredentialInput.safeParse(inputOf(draft));
  const problems: Record<string, string> = {};
  for (const { path, message } of parsed.error?.issues ?? []) {
    problems[String(path[0])] ??= message;
  }
  const has = (field: SecretField) =>
    draft.secrets[field] !== "" || (holds?.[field] === true && !draft.dropped.includes(field));
  if (!has("password") && !has("privateKey")) {
    problems.password ??= "A password or a private key is needed.";
  }
  return problems;
}

/** Itself, or with the first free number behind it, whatever the case of its letters. */
function freeName(wanted: string, taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; names.has(name.toLowerCase()); number += 1) name = `${wanted} ${number}`;
  return name;
}
