"use client";

import { Square } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog";
import { Button } from "#components/ui/button";
import { cancelRunAction } from "../actions.ts";

interface CancelRunProps {
  runId: string;
  planName: string;
  running: boolean;
  /** Whether somebody cancelled it already and it is about to end. */
  asked: boolean;
}

export function CancelRun({ runId, planName, running, asked }: CancelRunProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="danger"
        className="max-md:flex-1"
        disabledBecause={asked ? "It was cancelled and ends in a moment." : null}
        onClick={() => setOpen(true)}
      >
        <Square aria-hidden="true" />
        Cancel run
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Cancel this run of ${planName}?`}
        description={
          running
            ? "It stops within two seconds and keeps nothing. Older archives stay as they are, and the plan runs again when it is next due."
            : "It does not begin. Older archives stay as they are, and the plan runs again when it is next due."
        }
        confirm="Cancel run"
        onConfirm={() => cancelRunAction({ runId })}
      />
    </>
  );
}
