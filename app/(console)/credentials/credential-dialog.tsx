"use client";

import { type FormEvent, useRef, useState, useTransition } from "react";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { toast } from "#components/ui/toast";
import type { FailureReport } from "#lib/failures";
import type { Credential } from "#lib/inventory/schema";
import { changeCredentialAction, createCredentialAction } from "./actions.ts";
import { CredentialFields } from "./credential-fields.tsx";
import { draftOf, inputOf, newCredential, problemsOf } from "./draft.ts";

/** Adds a credential or changes one; what it holds is not shown. */
export function CredentialDialog({
  edited,
  taken,
  onClose,
  onSaved,
}: {
  /** `null`: closed. */
  edited: Credential | "new" | null;
  /** Names of all credentials. */
  taken: string[];
  onClose: () => void;
  /** Absent: it says so and closes. */
  onSaved?: () => void;
}) {
  const isNew = edited === "new";
  return (
    <Dialog
      open={edited !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={isNew ? "Add a credential" : `Change ${edited?.name ?? ""}`}
      description={
        isNew
          ? "It is sealed with the key of this installation and never shown again."
          : usedWords(edited?.usedBy.length ?? 0)
      }
    >
      {edited ? (
        <CredentialForm
          key={isNew ? "new" : `${edited.id} ${edited.updatedAt.getTime()}`}
          credential={isNew ? null : edited}
          taken={taken}
          onClose={onClose}
          onSaved={onSaved}
        />
      ) : null}
    </Dialog>
  );
}

function usedWords(count: number): string {
  if (count === 0) return "No device uses it.";
  return count === 1
    ? "One device uses it and signs in with the new one from now on."
    : `${count} devices use it and sign in with the new one from now on.`;
}

interface FormProps {
  credential: Credential | null;
  taken: string[];
  onClose: () => void;
  onSaved: (() => void) | undefined;
}

function CredentialForm({ credential, taken, onClose, onSaved }: FormProps) {
  const form = useCredentialForm({ credential, onClose, onSaved });
  return (
    <form ref={form.ref} onSubmit={form.submit} noValidate className="flex flex-col gap-3.5">
      <CredentialFields
        draft={form.draft}
        onChange={form.setDraft}
        problems={form.problems}
        taken={taken.filter((name) => name !== credential?.name)}
        holds={credential?.holds ?? null}
        prefix="credential-"
      />
      {form.failure ? <Problem failure={form.failure} consequence="Nothing was saved." /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Go back</Button>
        <Button type="submit" variant="primary" pending={form.pending}>
          {credential ? "Save credential" : "Add credential"}
        </Button>
      </div>
    </form>
  );
}

function useCredentialForm({ credential, onClose, onSaved }: Omit<FormProps, "taken">) {
  const [draft, setDraft] = useState(credential ? draftOf(credential) : newCredential);
  const [sent, setSent] = useState(false);
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [pending, startTransition] = useTransition();
  const ref = useRef<HTMLFormElement>(null);
  const own = problemsOf(draft, credential?.holds ?? null);
  const leadTo = (problems: Record<string, string>) => {
    const [first] = Object.keys(problems);
    if (first) ref.current?.querySelector<HTMLElement>(`#credential-${first}`)?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    setRefused({});
    if (Object.keys(own).length > 0) return leadTo(own);
    if (pending) return;
    startTransition(async () => {
      const input = inputOf(draft);
      const outcome = credential
        ? await changeCredentialAction({ ...stampOf(credential), input })
        : await createCredentialAction(input);
      if (outcome.ok && onSaved) return onSaved();
      if (outcome.ok) {
        toast(credential ? `${draft.name} was changed.` : `${draft.name} was added.`);
        onClose();
        return;
      }
      const isName = outcome.failure.cause === "name-taken";
      const fields = isName ? { name: outcome.failure.sentence } : (outcome.fields ?? {});
      setRefused(fields);
      setFailure(Object.keys(fields).length > 0 ? null : outcome.failure);
      leadTo(fields);
    });
  };
  const problems = sent ? { ...own, ...refused } : {};
  return { ref, draft, setDraft, problems, failure, pending, submit };
}

function stampOf({ id, updatedAt }: Credential) {
  return { id, updatedAt };
}
