"use client";

import { TriangleAlert } from "lucide-react";
import { Link } from "#components/link";
import { Field } from "#components/ui/field";
import { CodeInput } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { type PlatformId, platformNames } from "#lib/platforms/schema";
import { CredentialFields } from "../../credentials/credential-fields.tsx";
import { newCredentialId } from "../draft.ts";
import type { DeviceForm } from "./use-device-form.ts";

/** Where the device is; who is there already is said at once, with the way to it. */
export function AddressField({ form }: { form: DeviceForm }) {
  const { draft, change, leave, problems, twin } = form;
  return (
    <div className="flex flex-col gap-1.5">
      <Field
        label="Address"
        id="address"
        hint="A name or an IP address; a port other than 22 goes behind a colon."
        error={problems.address}
      >
        {(control) => (
          <CodeInput
            {...control}
            value={draft.address}
            maxLength={260}
            placeholder="192.0.2.1"
            onChange={(event) => change({ address: event.target.value })}
            onBlur={() => leave("address")}
          />
        )}
      </Field>
      <div role="status">
        {twin ? (
          <p className="flex gap-1.5 text-xs leading-4.5 text-warning">
            <TriangleAlert className="mt-0.25 size-4 flex-none" aria-hidden="true" />
            <span>
              This address and port is the device{" "}
              <Link href={`/devices/${twin.id}`} className="link">
                {twin.name}
              </Link>{" "}
              already. Two devices cannot share one.
            </span>
          </p>
        ) : null}
      </div>
    </div>
  );
}

const platforms = Object.entries(platformNames) as [PlatformId, string][];

export function PlatformField({ form }: { form: DeviceForm }) {
  const { draft, change, problems } = form;
  return (
    <Field
      label="Platform"
      id="platform"
      hint={
        draft.platform
          ? "What it is asked, and how its answer is checked."
          : "Recognised at the first contact by what the device shows."
      }
      error={problems.platform}
    >
      {(control) => (
        <Select
          {...control}
          value={draft.platform}
          onChange={(event) => change({ platform: event.target.value as PlatformId | "" })}
        >
          <option value="">Detect</option>
          {platforms.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** One of the credentials there are, or a new one right here. */
export function CredentialField({ form }: { form: DeviceForm }) {
  const { draft, change, problems, credentials, taken } = form;
  const isNew = draft.credentialId === newCredentialId;
  return (
    <>
      {credentials.length > 0 ? (
        <Field label="Credential" id="credentialId" error={problems.credentialId}>
          {(control) => (
            <Select
              {...control}
              value={draft.credentialId}
              onChange={(event) => change({ credentialId: event.target.value })}
            >
              {draft.credentialId === "" ? <option value="">Choose one</option> : null}
              {credentials.map(({ id, name, username }) => (
                <option key={id} value={id}>
                  {name === username ? name : `${name} (${username})`}
                </option>
              ))}
              {taken ? <option value={newCredentialId}>New credential</option> : null}
            </Select>
          )}
        </Field>
      ) : null}
      {isNew && taken ? (
        <CredentialFields
          draft={draft.credential}
          onChange={(credential) => change({ credential })}
          problems={ofCredential(problems)}
          taken={taken}
          holds={null}
          prefix="credential-"
        />
      ) : null}
    </>
  );
}

function ofCredential(problems: Record<string, string>): Record<string, string> {
  const own = Object.entries(problems).flatMap(([id, problem]) => {
    const [, field] = /^credential-(.+)$/.exec(id) ?? [];
    return field ? [[field, problem] as const] : [];
  });
  return Object.fromEntries(own);
}
