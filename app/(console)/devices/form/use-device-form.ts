"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { afterPress } from "#components/press";
import type { FailureReport } from "#lib/failures";
import type { ActionResult } from "../../action.ts";
import { type DeviceDraft, fieldId, problemsOf, splitAddress } from "../draft.ts";
import { useTwin } from "./use-twin.ts";

type Problems = Record<string, string>;
type Saved = { id: string; name: string };

/** A credential as the form offers it. */
export interface OfferedCredential {
  id: string;
  name: string;
  username: string;
  holds: { password: boolean; enable: boolean; privateKey: boolean; passphrase: boolean };
}

export type DeviceForm = ReturnType<typeof useDeviceForm>;

/** The state of the form of one device: what is typed, what is wrong with it, and saving it. */
export function useDeviceForm({
  initial,
  ownId,
  credentials,
  taken,
}: {
  initial: DeviceDraft;
  /** Of the device that is changed; `null`: a new one. */
  ownId: string | null;
  credentials: readonly OfferedCredential[];
  /** Names of credentials; `null`: none is made here. */
  taken: readonly string[] | null;
}) {
  const [draft, setDraft] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [sent, setSent] = useState(false);
  const [refused, setRefused] = useState<Problems>({});
  const twin = useTwin(ownId);
  const own = problemsOf(draft);
  const all: Problems = { ...own, ...refused };
  const shown = Object.entries(all).filter(([id]) => sent || left.has(id) || id in refused);
  const problems = Object.fromEntries(shown);
  const change = (patch: Partial<DeviceDraft>) => {
    const fields = Object.keys(patch);
    setRefused((before) => without(before, fields));
    if ("address" in patch || "port" in patch) twin.forget();
    setDraft((before) => ({ ...before, ...patch }));
  };
  const leave = (id: string) => {
    afterPress(() => setLeft((before) => new Set(before).add(id)));
    if (id !== "address" && id !== "port") return;
    const split = splitAddress(draft);
    if (split !== draft) setDraft(split);
    const { address, port } = problemsOf(split);
    if (!address && !port) twin.look(split);
  };
  const { summary, ...save } = useSave({ own, setSent, setRefused });
  return {
    ...{ draft, setDraft, credentials, taken, twin: twin.twin, change, leave },
    /** What is wrong and may be said by now, by field. */
    problems,
    /** Says what is wrong with some fields, as after an attempt to save; whether anything is. */
    touch: (isAsked: (id: string) => boolean): boolean => {
      const asked = Object.keys(own).filter(isAsked);
      setLeft((before) => new Set([...before, ...asked]));
      return asked.length > 0;
    },
    summary,
    ...save,
  };
}

function useSave({
  own,
  setSent,
  setRefused,
}: {
  own: Problems;
  setSent: (sent: boolean) => void;
  setRefused: (problems: Problems) => void;
}) {
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, startTransition] = useTransition();
  const [refusals, setRefusals] = useState(0);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusals > 0) summary.current?.focus();
  }, [refusals]);
  /** Sends the form unless something is wrong with it; what comes back is shown at its field. */
  const submit = (send: () => Promise<ActionResult<Saved>>, done: (saved: Saved) => void) => {
    setSent(true);
    setFailure(null);
    if (pending) return;
    if (Object.keys(own).length > 0) return setRefusals((count) => count + 1);
    startTransition(async () => {
      const outcome = await send();
      if (outcome.ok) return done(outcome.value);
      const fields = refusedFields(outcome);
      setRefused(fields);
      if (Object.keys(fields).length === 0) setFailure(outcome.failure);
      setRefusals((count) => count + 1);
    });
  };
  return { submit, pending, failure, setFailure, summary };
}

/** What the server refused, by the fields it concerns. */
function refusedFields(outcome: { failure: FailureReport; fields?: Problems }): Problems {
  const { cause, sentence } = outcome.failure;
  if (cause === "address-taken") return { address: sentence };
  if (cause === "secret-again") return { secret: sentence };
  if (cause === "name-taken") {
    const isCredential = sentence.startsWith("There already is a credential ");
    return { [isCredential ? "credential-name" : "name"]: sentence };
  }
  const fields = Object.entries(outcome.fields ?? {});
  return Object.fromEntries(fields.map(([path, problem]) => [fieldId(path), problem]));
}

function without(problems: Problems, fields: readonly string[]): Problems {
  const isOf = (id: string) => fields.some((field) => id === field || id.startsWith(`${field}-`));
  return Object.fromEntries(Object.entries(problems).filter(([id]) => !isOf(id)));
}
