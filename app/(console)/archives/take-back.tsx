"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { CheckboxField } from "#components/ui/checkbox";
import { FormDialog } from "../form-dialog.tsx";
import { takeBackArchiveAction } from "./actions.ts";

interface TakeBackProps {
  /** Id of the run whose archive is in the bin. */
  run: string;
  number: string;
  planName: string;
}

/** Takes an archive back from the bin; pinned unless a person says otherwise. */
export function TakeBack({ run, number, planName }: TakeBackProps) {
  const [open, setOpen] = useState(false);
  const [pin, setPin] = useState(true);
  return (
    <>
      <Button
        size="sm"
        aria-label={`Take back ${planName} run ${number}`}
        onClick={() => setOpen(true)}
      >
        <Undo2 aria-hidden="true" />
        Take back
      </Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title={`Take back the archive of run ${number}?`}
        description="It is listed and counted again, as if it had never been let go."
        submit="Take back archive"
        onSubmit={() => takeBackArchiveAction({ run, pin })}
      >
        <CheckboxField
          label="Pin it"
          hint="Without a pin, the next good run lets it go again if no rule keeps it."
          checked={pin}
          onChange={(event) => setPin(event.target.checked)}
        />
      </FormDialog>
    </>
  );
}
