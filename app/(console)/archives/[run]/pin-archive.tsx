"use client";

import { Pin, PinOff } from "lucide-react";
import { useState, useTransition } from "react";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import type { FailureReport } from "#lib/failures";
import { pinArchiveAction, unpinArchiveAction } from "../actions.ts";
import { NoteDialog } from "./note-dialog.tsx";

interface PinArchiveProps {
  run: string;
  runNumber: string;
  note: string | null;
  isPinned: boolean;
}

/** Pins an archive, with a note if one likes, or leaves it to retention again. */
export function PinArchive(props: PinArchiveProps) {
  return props.isPinned ? <Unpin run={props.run} /> : <PinIt {...props} />;
}

function PinIt({ run, runNumber, note: noteNow }: PinArchiveProps) {
  return (
    <NoteDialog
      note={noteNow}
      title={`Pin the archive of run ${runNumber}?`}
      description="It stays whatever retention says, and cannot be deleted before it is unpinned."
      submit="Pin archive"
      onSubmit={(note) => pinArchiveAction({ run, note })}
    >
      {(ask) => (
        <Button className="max-md:flex-1" onClick={ask}>
          <Pin aria-hidden="true" />
          Pin
        </Button>
      )}
    </NoteDialog>
  );
}

function Unpin({ run }: { run: string }) {
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, startTransition] = useTransition();
  const unpin = () =>
    startTransition(async () => {
      const outcome = await unpinArchiveAction({ run });
      setFailure(outcome.ok ? null : outcome.failure);
    });
  return (
    <>
      <Button className="max-md:flex-1" pending={pending} onClick={unpin}>
        <PinOff aria-hidden="true" />
        Unpin
      </Button>
      {failure ? <Problem failure={failure} /> : null}
    </>
  );
}
