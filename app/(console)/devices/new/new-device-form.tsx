"use client";

import { useRouter } from "next/navigation";
import { Disclosure } from "#components/ui/disclosure";
import { FormSection } from "#components/ui/field";
import { inputOf as credentialInput } from "../../credentials/draft.ts";
import { addDeviceAction } from "../actions.ts";
import { inputOf, newCredentialId, newDraft } from "../draft.ts";
import { AddressField, CredentialField, PlatformField } from "../form/device-fields.tsx";
import { FormEnd } from "../form/form-end.tsx";
import { GroupFields, Line, SessionFields } from "../form/more-fields.tsx";
import { type OfferedCredential, useDeviceForm } from "../form/use-device-form.ts";

interface NewDeviceFormProps {
  credentials: OfferedCredential[];
  words: { tags: string[]; sites: string[] };
}

const more = [
  "name",
  "port",
  "tags",
  "site",
  "notes",
  "hostKey",
  "silentSeconds",
  "commandSeconds",
];

/** An address, a login and a platform; everything else is filled in. */
export function NewDeviceForm({ credentials, words }: NewDeviceFormProps) {
  const router = useRouter();
  const taken = credentials.map(({ name }) => name);
  const form = useDeviceForm({ initial: newDraft(credentials), ownId: null, credentials, taken });
  const { draft } = form;
  const send = () =>
    addDeviceAction({
      device: inputOf(draft),
      credential:
        draft.credentialId === newCredentialId
          ? { create: credentialInput(draft.credential) }
          : { id: draft.credentialId },
    });
  const isWrongBelow = more.some((field) => field in form.problems);
  return (
    <form
      aria-label="Add device"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(send, ({ id }) => router.push(`/devices/${id}?test=now`));
      }}
      className="max-w-224 rounded-lg border bg-card"
    >
      <FormSection title="Device" hint="Reached over SSH.">
        <AddressField form={form} />
        <PlatformField form={form} />
      </FormSection>
      <FormSection
        title="Login"
        hint="Sealed with the key of this installation and never shown again."
      >
        <CredentialField form={form} />
      </FormSection>
      <div className="border-t px-4 py-2.5 md:px-5">
        <Disclosure
          summary="Name, port, tags, site, notes, host key, limits"
          open={isWrongBelow || undefined}
        >
          <div className="flex max-w-136 flex-col gap-3.5 pt-2 pb-2 md:ml-50">
            <div className="grid gap-3.5 md:grid-cols-[minmax(0,1fr)_8rem]">
              <Line
                form={form}
                id="name"
                label="Name"
                hint="Empty: its address, and the port where it is not 22."
              />
              <Line form={form} id="port" label="Port" code numeric maxLength={5} />
            </div>
            <GroupFields form={form} words={words} />
            <Line
              form={form}
              id="hostKey"
              label="Host key"
              hint="SHA256: and 43 characters, if it is known. Empty: pinned at the first contact."
              code
            />
            <SessionFields form={form} />
          </div>
        </Disclosure>
      </div>
      <FormEnd form={form} save="Add device" back="/devices" />
    </form>
  );
}
