"use client";

import { type FormEvent, type ReactNode, useEffect, useState, useTransition } from "react";
import type { FailureReport } from "#lib/failures";
import { Problem } from "./ui/alert.tsx";
import { Button } from "./ui/button.tsx";
import { Dialog } from "./ui/dialog.tsx";
import { Field } from "./ui/field.tsx";
import { Input } from "./ui/input.tsx";

type Outcome = { ok: true; value: unknown } | { ok: false; failure: FailureReport };

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The question: "Delete the plan Nightly?" */
  title: string;
  /** What happens, and what does not. */
  description: ReactNode;
  /** Verb and object: "Delete plan". */
  confirm: string;
  /** For what cannot be undone: this name has to be typed. */
  typeName?: string;
  /** Asks why; the words are kept in the activity trail. */
  askWhy?: { label: string; hint?: string };
  /** Does it. A failure is shown in the dialog, which then stays open. */
  onConfirm: (why: string) => Promise<Outcome>;
  children?: ReactNode;
}

/** Asks before something that destroys or overrides. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, description, confirm, typeName, askWhy, onConfirm } = props;
  const [typed, setTyped] = useState("");
  const [why, setWhy] = useState("");
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, startTransition] = useTransition();
  useEffect(() => {
    if (!open) return;
    setTyped("");
    setWhy("");
    setFailure(null);
  }, [open]);
  const missing = missingWords({ typeName, typed, askWhy, why });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing || pending) return;
    startTransition(async () => {
      const outcome = await onConfirm(why.trim());
      if (outcome.ok) onOpenChange(false);
      else setFailure(outcome.failure);
    });
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={description}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {props.children}
        {askWhy ? (
          <Field label={askWhy.label} hint={askWhy.hint}>
            {(control) => (
              <Input
                {...control}
                value={why}
                maxLength={500}
                onChange={(event) => setWhy(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {typeName ? (
          <Field label={`Type ${typeName} to confirm`}>
            {(control) => (
              <Input
                {...control}
                value={typed}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {failure ? <Problem failure={failure} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Go back</Button>
          <Button type="submit" variant="destructive" pending={pending} disabledBecause={missing}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What still has to be typed, as a sentence; `null` when nothing. */
function missingWords({
  typeName,
  typed,
  askWhy,
  why,
}: {
  typeName: string | undefined;
  typed: string;
  askWhy: { label: string } | undefined;
  why: string;
}): string | null {
  if (askWhy && why.trim() === "") return "Say why first; it is kept in the activity trail.";
  if (typeName && typed.trim() !== typeName) return `Type ${typeName} first.`;
  return null;
}
