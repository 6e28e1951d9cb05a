"use client";

import { type ReactNode, useState } from "react";
import type { ActionResult } from "../../action.ts";
import { FormDialog } from "../../form-dialog.tsx";
import { NoteField } from "./note-field.tsx";

interface NoteDialogProps {
  /** The note that stands on the archive now. */
  note: string | null;
  title: string;
  description: string;
  submit: string;
  onSubmit: (note: string) => Promise<ActionResult<unknown>>;
  /** The button that opens it. */
  children: (ask: () => void) => ReactNode;
}

/** Asks for a note; each time it opens, the one that stands is there to be changed. */
export function NoteDialog({ note: noteNow, children, onSubmit, ...words }: NoteDialogProps) {
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState(noteNow ?? "");
  const ask = () => {
    setNote(noteNow ?? "");
    setOpen(true);
  };
  return (
    <>
      {children(ask)}
      <FormDialog open={open} onOpenChange={setOpen} {...words} onSubmit={() => onSubmit(note)}>
        <NoteField note={note} onChange={setNote} />
      </FormDialog>
    </>
  );
}
