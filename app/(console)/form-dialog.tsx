"use client";

import { type FormEvent, type ReactNode, useEffect, useState, useTransition } from "react";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import type { FailureReport } from "#lib/failures";
import type { ActionResult } from "./action.ts";

interface FormDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What happens, and what does not. */
  description: ReactNode;
  /** Verb and object: "Pin archive". */
  submit: string;
  /** Does it. A failure is shown in the dialog, which then stays open. */
  onSubmit: () => Promise<ActionResult<unknown>>;
  children: ReactNode;
}

/** A few fields about one thing; nothing here destroys anything. */
export function FormDialog(props: FormDialogProps) {
  const { open, onOpenChange, title, description, submit, onSubmit, children } = props;
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, startTransition] = useTransition();
  useEffect(() => {
    if (open) setFailure(null);
  }, [open]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    startTransition(async () => {
      const outcome = await onSubmit();
      if (outcome.ok) onOpenChange(false);
      else setFailure(outcome.failure);
    });
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={description}>
      <form onSubmit={send} className="flex flex-col gap-4">
        {children}
        {failure ? <Problem failure={failure} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Go back</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
