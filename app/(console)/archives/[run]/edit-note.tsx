"use client";

import { Button } from "#components/ui/button";
import { noteArchiveAction } from "../actions.ts";
import { NoteDialog } from "./note-dialog.tsx";

/** Writes, changes or removes the note of an archive. */
export function EditNote({ run, note: noteNow }: { run: string; note: string | null }) {
  return (
    <NoteDialog
      note={noteNow}
      title={noteNow ? "Edit the note" : "Write a note"}
      description="For whoever looks at this archive later; an empty one removes it."
      submit="Save note"
      onSubmit={(note) => noteArchiveAction({ run, note })}
    >
      {(ask) => (
        <Button size="sm" onClick={ask}>
          {noteNow ? "Edit note" : "Write a note"}
        </Button>
      )}
    </NoteDialog>
  );
}
