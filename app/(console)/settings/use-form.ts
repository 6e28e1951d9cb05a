"use client";

import { type FormEvent, useState, useTransition } from "react";
import type { FailureReport } from "#lib/failures";

type Outcome =
  | { ok: true; value: unknown }
  | { ok: false; failure: FailureReport; fields?: Record<string, string>; allow?: string };

/** A small form that sends its fields to an action and shows what came back in place. */
export function useForm(send: (form: FormData) => Promise<Outcome>, onDone: () => void) {
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [fields, setFields] = useState<Record<string, string>>({});
  const [allow, setAllow] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (pending) return;
    startTransition(async () => {
      const outcome = await send(new FormData(form));
      setFields(outcome.ok ? {} : (outcome.fields ?? {}));
      setFailure(outcome.ok || outcome.fields ? null : outcome.failure);
      setAllow(outcome.ok ? null : (outcome.allow ?? null));
      if (outcome.ok) {
        form.reset();
        onDone();
        return;
      }
      const [first] = Object.keys(outcome.fields ?? {});
      if (first) form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    });
  };
  return { submit, pending, failure, fields, allow };
}
