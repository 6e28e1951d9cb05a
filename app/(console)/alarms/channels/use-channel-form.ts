"use client";

import { type FormEvent, useRef, useState, useTransition } from "react";
import type { FailureReport } from "#lib/failures";
import type { Channel, ChannelForm, ChannelInputGiven } from "#lib/notify/schema";
import type { ActionResult } from "../../action.ts";
import { useTest } from "./use-test.ts";

interface Draft {
  name: string;
  settings: Record<string, string>;
}

/** The form of a channel: what is typed, what is wrong, saving and testing it. */
export function useChannelForm<T>({
  kind,
  channel,
  save,
  onSaved,
}: {
  kind: ChannelForm;
  /** `null`: it does not exist yet. */
  channel: Channel | null;
  save: (input: ChannelInputGiven) => Promise<ActionResult<T>>;
  onSaved: (value: T) => void;
}) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(kind, channel));
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, startTransition] = useTransition();
  const ref = useRef<HTMLFormElement>(null);
  const input = { name: draft.name, kind: kind.id, ...rest(channel), settings: draft.settings };
  const refuse = (fields: Record<string, string>) => {
    const named = Object.entries(fields).map(([field, problem]) => {
      return [field.replace(/^settings\./, ""), problem] as const;
    });
    setProblems(Object.fromEntries(named));
    const [first] = named;
    if (first) ref.current?.querySelector<HTMLElement>(`#channel-${first[0]}`)?.focus();
  };
  const probe = useTest(refuse);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    setProblems({});
    setFailure(null);
    startTransition(async () => {
      const outcome = await save(input);
      if (outcome.ok) {
        setDraft(withoutSecrets(kind, draft)); // they are stored now, and stay while nothing is typed
        return onSaved(outcome.value);
      }
      if (outcome.failure.cause === "name-taken") return refuse({ name: outcome.failure.sentence });
      if (outcome.fields) refuse(outcome.fields);
      else setFailure(outcome.failure);
    });
  };
  const test = () => {
    setProblems({});
    const isAsStored = JSON.stringify(draft) === JSON.stringify(draftOf(kind, channel));
    if (channel && isAsStored) return probe.test({ id: channel.id }); // stands in the log then
    // A test needs no name yet; the message says of which kind it is then.
    const named = { ...input, name: draft.name.trim() || kind.name };
    probe.test(channel ? { id: channel.id, input: named } : { input: named });
  };
  return { ref, draft, setDraft, problems, failure, pending, submit, test, probe, input };
}

function draftOf(kind: ChannelForm, channel: Channel | null): Draft {
  const settings = kind.fields.map(({ name, usual, secret }) => {
    const stored = secret ? "" : channel?.settings[name];
    return [name, stored ?? (channel ? "" : (usual ?? ""))];
  });
  return { name: channel?.name ?? "", settings: Object.fromEntries(settings) };
}

function withoutSecrets(kind: ChannelForm, { name, settings }: Draft): Draft {
  const secrets = kind.fields.filter(({ secret }) => secret).map((field) => [field.name, ""]);
  return { name, settings: { ...settings, ...Object.fromEntries(secrets) } };
}

function rest(channel: Channel | null) {
  return channel ? { enabled: channel.enabled } : {};
}
