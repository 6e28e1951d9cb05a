"use client";

import { PasswordField } from "#components/password-field";
import { CheckboxField } from "#components/ui/checkbox";
import { Disclosure } from "#components/ui/disclosure";
import { Field } from "#components/ui/field";
import { CodeInput, Input, Textarea } from "#components/ui/input";
import { type CredentialDraft, changed, type SecretField, secretWords } from "./draft.ts";
import { NeverShown } from "./never-shown.tsx";

interface CredentialFieldsProps {
  draft: CredentialDraft;
  onChange: (draft: CredentialDraft) => void;
  /** What is wrong, by field. */
  problems: Record<string, string>;
  /** Names of other credentials. */
  taken: readonly string[];
  /** Which secrets are stored; `null`: it does not exist yet. */
  holds: Record<SecretField, boolean> | null;
  /** Before the ids of the fields, where the form has others. */
  prefix?: string;
}

/** User, password and name first; what few devices need is a click away. */
export function CredentialFields(props: CredentialFieldsProps) {
  const { draft, onChange, problems, taken, holds, prefix = "" } = props;
  const change = (patch: Partial<CredentialDraft>) => onChange(changed(draft, patch, taken));
  const needsMore = ["enable", "privateKey", "passphrase"].some((field) => field in problems);
  const holdsMore = holds ? holds.enable || holds.privateKey : false;
  return (
    <>
      <Field label="User" id={`${prefix}username`} error={problems.username}>
        {(control) => (
          <CodeInput
            {...control}
            value={draft.username}
            maxLength={128}
            onChange={(event) => change({ username: event.target.value })}
          />
        )}
      </Field>
      <Secret {...props} field="password" />
      <Field
        label="Name of the credential"
        id={`${prefix}name`}
        hint="What devices and plans call it. Any number of devices can share it."
        error={problems.name}
      >
        {(control) => (
          <Input
            {...control}
            value={draft.name}
            maxLength={64}
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value, nameChosen: true })}
          />
        )}
      </Field>
      <Disclosure summary="Enable password, private key" open={needsMore || holdsMore || undefined}>
        <div className="flex flex-col gap-3.5 pt-2">
          <Secret {...props} field="enable" />
          <Secret {...props} field="privateKey" />
          <Secret {...props} field="passphrase" />
        </div>
      </Disclosure>
    </>
  );
}

const hints: Record<SecretField, string | null> = {
  password: null,
  enable: "Where a device asks for it before it shows its configuration.",
  privateKey: "The whole text, from -----BEGIN to the end.",
  passphrase: "Of the private key, if it has one.",
};

/** One secret: typed anew, kept as it is, or taken away. It is never shown again. */
function Secret({
  draft,
  onChange,
  problems,
  holds,
  prefix = "",
  field,
}: CredentialFieldsProps & { field: SecretField }) {
  const id = `${prefix}${field}`;
  const stored = holds?.[field] ?? false;
  const isDropped = draft.dropped.includes(field);
  const type = (text: string) =>
    onChange({ ...draft, secrets: { ...draft.secrets, [field]: text } });
  const drop = (wanted: boolean) => {
    const others = draft.dropped.filter((each) => each !== field);
    onChange({ ...draft, dropped: wanted ? [...others, field] : others });
  };
  const hint = (
    <>
      {stored ? (
        <span className="flex flex-wrap items-center gap-1.5">
          <NeverShown /> {isDropped ? "Is taken away." : "Stays while this is empty."}
        </span>
      ) : null}
      {hints[field]}
    </>
  );
  const shown = stored || hints[field] ? hint : undefined;
  return (
    <div className="flex flex-col gap-1">
      {field === "privateKey" ? (
        <Field label={secretWords[field]} id={id} hint={shown} error={problems[field]}>
          {(control) => (
            <Textarea
              {...control}
              rows={4}
              value={draft.secrets[field]}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              placeholder="-----BEGIN OPENSSH PRIVATE KEY-----"
              onChange={(event) => type(event.target.value)}
              className="font-mono text-xs md:text-xs"
            />
          )}
        </Field>
      ) : (
        <PasswordField
          label={secretWords[field]}
          name={id}
          id={id}
          value={draft.secrets[field]}
          onChange={type}
          autoComplete="new-password"
          hint={shown}
          error={problems[field]}
        />
      )}
      {stored && draft.secrets[field] === "" ? (
        <CheckboxField
          label={`Take the stored ${secretWords[field].toLowerCase()} away`}
          checked={isDropped}
          onChange={(event) => drop(event.target.checked)}
        />
      ) : null}
    </div>
  );
}
