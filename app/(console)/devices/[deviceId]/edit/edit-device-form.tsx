"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { PasswordField } from "#components/password-field";
import { CheckboxField } from "#components/ui/checkbox";
import { FormSection } from "#components/ui/field";
import type { Device } from "#lib/inventory/schema";
import { changeDeviceAction } from "../../actions.ts";
import { draftOf, inputOf, needsSecret } from "../../draft.ts";
import { AddressField, CredentialField, PlatformField } from "../../form/device-fields.tsx";
import { FormEnd } from "../../form/form-end.tsx";
import { GroupFields, Line, SessionFields } from "../../form/more-fields.tsx";
import {
  type DeviceForm,
  type OfferedCredential,
  useDeviceForm,
} from "../../form/use-device-form.ts";

interface EditDeviceFormProps {
  device: Device;
  credentials: OfferedCredential[];
  words: { tags: string[]; sites: string[] };
}

/** Everything of a device but its host key, which is trusted and not typed over. */
export function EditDeviceForm({ device, credentials, words }: EditDeviceFormProps) {
  const router = useRouter();
  const [secret, setSecret] = useState("");
  const form = useDeviceForm({
    initial: draftOf(device),
    ownId: device.id,
    credentials,
    taken: null,
  });
  const { draft, problems } = form;
  const asksSecret = needsSecret(device, draft);
  const back = `/devices/${device.id}`;
  const send = () =>
    changeDeviceAction({
      id: device.id,
      updatedAt: device.updatedAt,
      input: { ...inputOf(draft), credentialId: draft.credentialId },
      ...(asksSecret ? { secret } : {}),
    });
  return (
    <form
      aria-label={`Edit ${device.name}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(send, () => router.push(back));
      }}
      className="max-w-224 rounded-lg border bg-card"
    >
      <FormSection title="Device" hint="Reached over SSH.">
        <Line form={form} id="name" label="Name" />
        <AddressField form={form} />
        <Line form={form} id="port" label="Port" code numeric maxLength={5} />
        <PlatformField form={form} />
      </FormSection>
      <FormSection title="Login" hint="A stored secret is never sent to another place unasked.">
        <CredentialField form={form} />
        {asksSecret ? (
          <PasswordField
            id="secret"
            label={`A secret of ${device.credential.name}, once more`}
            value={secret}
            onChange={setSecret}
            autoComplete="current-password"
            hint="The address or port changed, so its password would be sent to another place."
            error={problems.secret}
          />
        ) : null}
      </FormSection>
      <FormSection title="Group">
        <GroupFields form={form} words={words} />
      </FormSection>
      <FormSection title="Session">
        <SessionFields form={form} />
        <LegacyFields form={form} allowed={device.legacy} />
      </FormSection>
      <FormEnd form={form} save="Save device" back={back} />
    </form>
  );
}

/** Old algorithms that the device may use; each can be taken back. */
function LegacyFields({ form, allowed }: { form: DeviceForm; allowed: readonly string[] }) {
  const { draft, change } = form;
  if (allowed.length === 0) return null;
  const set = (name: string, on: boolean) => {
    const others = draft.legacy.filter((each) => each !== name);
    change({ legacy: on ? [...others, name] : others });
  };
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium">Old algorithms it may use</legend>
      {allowed.map((name) => (
        <CheckboxField
          key={name}
          label={<code className="font-mono text-xs">{name}</code>}
          checked={draft.legacy.includes(name)}
          onChange={(event) => set(name, event.target.checked)}
        />
      ))}
    </fieldset>
  );
}
