"use client";

import { CheckboxField } from "#components/ui/checkbox";
import { Field } from "#components/ui/field";
import { CodeInput, Input, Textarea } from "#components/ui/input";
import type { DeviceDraft } from "../draft.ts";
import type { DeviceForm } from "./use-device-form.ts";

type TextField = Exclude<
  keyof { [F in keyof DeviceDraft as DeviceDraft[F] extends string ? F : never]: true },
  "platform" | "credentialId"
>;

interface LineProps {
  form: DeviceForm;
  id: TextField;
  label: string;
  hint?: string;
  code?: boolean;
  numeric?: boolean;
  maxLength?: number;
  list?: string;
}

/** One line of text of the form. */
export function Line({ form, id, label, hint, code, numeric, maxLength = 64, list }: LineProps) {
  const { draft, change, leave, problems } = form;
  const Control = code ? CodeInput : Input;
  return (
    <Field label={label} id={id} hint={hint} error={problems[id]}>
      {(control) => (
        <Control
          {...control}
          value={draft[id]}
          maxLength={maxLength}
          autoComplete="off"
          {...(numeric ? { inputMode: "numeric" as const } : {})}
          {...(list ? { list } : {})}
          onChange={(event) => change({ [id]: event.target.value })}
          onBlur={() => leave(id)}
        />
      )}
    </Field>
  );
}

/** How the device is found again: its site and tags, with those in use offered. */
export function GroupFields({
  form,
  words,
}: {
  form: DeviceForm;
  words: { tags: string[]; sites: string[] };
}) {
  return (
    <>
      <Line form={form} id="tags" label="Tags" hint={tagsHint(words.tags)} maxLength={700} />
      <Line form={form} id="site" label="Site" list="known-sites" />
      <datalist id="known-sites">
        {words.sites.map((site) => (
          <option key={site} value={site} />
        ))}
      </datalist>
      <Notes form={form} />
    </>
  );
}

const tagsNamed = 6;

function tagsHint(tags: readonly string[]): string {
  const parted = "Several with commas between them; plans take devices by them.";
  return tags.length === 0 ? parted : `${parted} In use: ${tags.slice(0, tagsNamed).join(", ")}.`;
}

function Notes({ form: { draft, change, leave, problems } }: { form: DeviceForm }) {
  return (
    <Field label="Notes" id="notes" error={problems.notes}>
      {(control) => (
        <Textarea
          {...control}
          rows={3}
          maxLength={4_000}
          value={draft.notes}
          onChange={(event) => change({ notes: event.target.value })}
          onBlur={() => leave("notes")}
        />
      )}
    </Field>
  );
}

/** Limits of a slow device, and whether runs take it. */
export function SessionFields({ form }: { form: DeviceForm }) {
  const { draft, change } = form;
  return (
    <>
      <div className="grid gap-3.5 md:grid-cols-2">
        <Line
          form={form}
          id="silentSeconds"
          label="Longest silence, in seconds"
          hint="Empty: 30. For a device that thinks long."
          numeric
          maxLength={6}
        />
        <Line
          form={form}
          id="commandSeconds"
          label="Longest command, in seconds"
          hint="Empty: 300. For a long configuration on a slow line."
          numeric
          maxLength={6}
        />
      </div>
      <CheckboxField
        label="Enabled"
        hint="A disabled device stands in no run and is not counted."
        checked={draft.enabled}
        onChange={(event) => change({ enabled: event.target.checked })}
      />
    </>
  );
}
