"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog";
import { Button } from "#components/ui/button";
import { deleteArchiveAction } from "../actions.ts";

interface DeleteArchiveProps {
  run: string;
  runNumber: string;
  planName: string;
  size: string;
  /** Whether the plan has no newer archive to rely on. */
  isNewestGood: boolean;
}

/** Asks for the plan's name and a reason: nothing brings a deleted archive back. */
export function DeleteArchive(props: DeleteArchiveProps) {
  const { run, runNumber, planName, size, isNewestGood } = props;
  const [open, setOpen] = useState(false);
  const last = isNewestGood
    ? ` It is the newest good archive of ${planName}: without it, its sources count as less protected.`
    : "";
  return (
    <>
      <Button variant="danger" className="max-md:flex-1" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden="true" />
        Delete archive
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete the archive of run ${runNumber}?`}
        description={`Its file is removed at once, which frees ${size}; nothing brings it back. The run and other archives stay.${last}`}
        confirm="Delete archive"
        typeName={planName}
        askWhy={{ label: "Why?", hint: "Kept in the activity trail, and shown in its place." }}
        onConfirm={(why) => deleteArchiveAction({ run, why })}
      />
    </>
  );
}
