"use client";

import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog";
import { Button } from "#components/ui/button";
import { acceptSourceAction } from "../actions.ts";

interface AcceptSourceProps {
  runId: string;
  sourceId: string;
  name: string;
}

/** For a source that is meant to be empty: asks why, and lets the next run take it as it is. */
export function AcceptSource({ runId, sourceId, name }: AcceptSourceProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Accept as it is
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Accept ${name} as it is?`}
        description="The next run takes it although it is empty, and measures later runs against that. This run stays as it ended, and older archives keep their files."
        confirm="Accept as it is"
        askWhy={{ label: "Why is it empty?", hint: "Kept in the activity trail with your name." }}
        onConfirm={(why) => acceptSourceAction({ runId, sourceId, why })}
      />
    </>
  );
}
