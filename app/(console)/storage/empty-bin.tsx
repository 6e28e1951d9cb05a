"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog";
import { plural } from "#components/format";
import { Button } from "#components/ui/button";
import { emptyBinAction } from "../archives/actions.ts";

/** Lets everything in the bin go for good, on a full disk too. `frees: null`: not counted yet. */
export function EmptyBin({ archives, frees }: { archives: number; frees: string | null }) {
  const [open, setOpen] = useState(false);
  const what = plural(archives, "archive");
  const gives = frees === null ? "What that frees is still being counted." : `It frees ${frees}.`;
  return (
    <>
      <Button size="sm" variant="danger" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden="true" />
        Empty the bin
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Empty the bin?"
        description={`${gives} ${archives === 1 ? "Its one archive" : `Its ${what}`} cannot be taken back after that. What is kept stays, down to the last byte.`}
        confirm="Empty the bin"
        onConfirm={() => emptyBinAction({})}
      />
    </>
  );
}
