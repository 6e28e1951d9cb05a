"use client";

import { useRouter } from "next/navigation";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { Disclosure } from "#components/ui/disclosure";
import { ErrorSummary, Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { toast } from "#components/ui/toast";
import type { Channel, ChannelForm as Kind } from "#lib/notify/schema";
import { changeChannelAction, createChannelAction } from "./actions.ts";
import { ChannelFieldControl } from "./channel-field.tsx";
import { TestedAnswer } from "./tested-answer.tsx";
import { useChannelForm } from "./use-channel-form.ts";
import { channelAddress } from "./words.ts";

/** The fields of a new channel of one kind. */
export function NewChannelForm({ kind }: { kind: Kind }) {
  const router = useRouter();
  const form = useChannelForm({
    kind,
    channel: null,
    save: createChannelAction,
    onSaved: ({ id }) => router.push(channelAddress(id)),
  });
  return <FormCard form={form} kind={kind} channel={null} save="Add channel" />;
}

/** The fields of a channel there is; its secrets are not in them. */
export function EditChannelForm({ kind, channel }: { kind: Kind; channel: Channel }) {
  const { id, updatedAt } = channel;
  const form = useChannelForm({
    kind,
    channel,
    save: (input) => changeChannelAction({ id, updatedAt, input }),
    onSaved: () => toast(`${channel.name} was changed.`),
  });
  return <FormCard form={form} kind={kind} channel={channel} save="Save channel" />;
}

interface FormCardProps {
  form: ReturnType<typeof useChannelForm<unknown>>;
  kind: Kind;
  channel: Channel | null;
  save: string;
}

function FormCard({ form, kind, channel, save }: FormCardProps) {
  const { draft, setDraft, problems } = form;
  const rare = kind.fields.filter((field) => field.rare);
  const labels = { name: "Name", ...Object.fromEntries(kind.fields.map((f) => [f.name, f.label])) };
  const wrong = Object.keys(problems).map((field) => {
    return { id: `channel-${field}`, label: (labels as Record<string, string>)[field] ?? field };
  });
  const controls = (fields: typeof kind.fields) => (
    <Controls form={form} fields={fields} channel={channel} />
  );
  return (
    <Card title={kind.name} note={kind.summary}>
      <form
        ref={form.ref}
        onSubmit={form.submit}
        noValidate
        className="flex max-w-136 flex-col gap-3.5 p-4"
      >
        <Field
          label="Name"
          id="channel-name"
          hint="What rules and the delivery log call it."
          error={problems.name}
        >
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              maxLength={64}
              autoComplete="off"
              onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            />
          )}
        </Field>
        {controls(kind.fields.filter((field) => !field.rare))}
        {rare.length > 0 ? (
          <Disclosure
            summary={rare.map(({ label }) => label).join(", ")}
            open={rare.some(({ name }) => name in problems) || undefined}
          >
            <div className="flex flex-col gap-3.5 pt-2">{controls(rare)}</div>
          </Disclosure>
        ) : null}
        <ErrorSummary fields={wrong} />
        {form.failure ? <Problem failure={form.failure} consequence="Nothing was saved." /> : null}
        <TestedAnswer
          tested={form.probe.tested}
          failure={form.probe.failure}
          onAllowed={form.test}
          name={draft.name.trim() || kind.name}
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" pending={form.pending}>
            {save}
          </Button>
          <Button pending={form.probe.pending} onClick={form.test}>
            Send a test message
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Controls({
  form: { draft, setDraft, problems },
  fields,
  channel,
}: Pick<FormCardProps, "form" | "channel"> & { fields: Kind["fields"] }) {
  const change = (name: string, value: string) =>
    setDraft({ ...draft, settings: { ...draft.settings, [name]: value } });
  return fields.map((field) => (
    <ChannelFieldControl
      key={field.name}
      field={field}
      value={draft.settings[field.name] ?? ""}
      error={problems[field.name]}
      channel={channel}
      onChange={(value) => change(field.name, value)}
    />
  ));
}
