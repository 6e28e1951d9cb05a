"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { noteArchiveAction } from "../actions.ts";
import { FormDialog } from "../form-dialog.tsx";
import { NoteField } from "./note-field.tsx";

/** Writes, changes or removes the note of an archive. */
export function EditNote({ run, note: noteNow }: { run: string; note: string | null }) {
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState(noteNow ?? "");
  const ask = () => {
    setNote(noteNow ?? "");
    setOpen(true);
  };
  return (
    <>
      <Button size="sm" onClick={ask}>
        {noteNow ? "Edit note" : "Write a note"}
      </Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title={noteNow ? "Edit the note" : "Write a note"}
        description="For whoever looks at this archive later; an empty one removes it."
        submit="Save note"
        onSubmit={() => noteArchiveAction({ run, note })}
      >
        <NoteField note={note} onChange={setNote} />
      </FormDialog>
    </>
  );
}
