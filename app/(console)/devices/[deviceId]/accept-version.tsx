"use client";

import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog";
import { Button } from "#components/ui/button";
import { acceptVersionAction } from "./actions.ts";

interface AcceptVersionProps {
  version: { id: string; number: number };
  /** Name of the device. */
  device: string;
  /** Number of the version that becomes a past one; `null`: there is none. */
  active: number | null;
}

/** For a text that looks wrong and is not: asks why, and takes it for what the device says. */
export function AcceptVersion({ version, device, active }: AcceptVersionProps) {
  const [open, setOpen] = useState(false);
  const { id, number } = version;
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Accept as it is
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Accept version ${number} of ${device} as it is?`}
        description={
          active === null
            ? "It becomes the active version. Later texts are measured against it."
            : `It becomes the active version, and version ${active} a past one. Later texts are measured against it.`
        }
        confirm="Accept as it is"
        askWhy={{ label: "Why is it right?", hint: "Kept in the activity trail with your name." }}
        onConfirm={(why) => acceptVersionAction({ versionId: id, why })}
      />
    </>
  );
}
