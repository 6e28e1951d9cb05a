"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog";
import { plural } from "#components/format";
import { Button } from "#components/ui/button";
import { deleteArchiveAction } from "../actions.ts";

interface DeleteArchiveProps {
  run: string;
  runNumber: string;
  planName: string;
  /** So many days it waits in the bin; 0: it does not. */
  binDays: number;
  /** Who pinned it; `null`: nobody. */
  pinnedBy: string | null;
  /** Whether the plan has no newer archive to rely on. */
  isNewestGood: boolean;
}

/** Asks for a reason, and for the plan's name where nothing brings a deleted archive back. */
export function DeleteArchive(props: DeleteArchiveProps) {
  const { run, runNumber, planName, binDays, pinnedBy, isNewestGood } = props;
  const [open, setOpen] = useState(false);
  const last = isNewestGood
    ? ` It is the newest good archive of ${planName}: without it, its sources count as less protected.`
    : "";
  const away =
    binDays === 0
      ? "It goes at once, since the bin holds nothing; nothing brings it back."
      : `It waits in the bin for ${plural(binDays, "day")} and can be taken back from there. Its space is freed after that.`;
  return (
    <>
      <Button
        variant="danger"
        className="max-md:flex-1"
        disabledBecause={pinnedBy ? `${pinnedBy} pinned it. Unpin it first, if it is to go.` : null}
        onClick={() => setOpen(true)}
      >
        <Trash2 aria-hidden="true" />
        Delete archive
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete the archive of run ${runNumber}?`}
        description={`${away} The run and other archives stay.${last}`}
        confirm="Delete archive"
        {...(binDays === 0 ? { typeName: planName } : {})}
        askWhy={{ label: "Why?", hint: "Kept in the activity trail, and shown in its place." }}
        onConfirm={(why) => deleteArchiveAction({ run, why })}
      />
    </>
  );
}
