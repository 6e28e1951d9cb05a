"use client";

import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog";
import { Button } from "#components/ui/button";
import { acceptArchiveAction, keepBrakeOnAction } from "./actions.ts";

interface BrakeDecisionProps {
  /** Id of the run whose archive is flagged. */
  run: string;
  number: string;
  planName: string;
  /** Whether somebody said already that the brake stays on. */
  isKept: boolean;
}

/** The two answers to a flagged archive; either asks why, and the second is given once. */
export function BrakeDecision({ run, number, planName, isKept }: BrakeDecisionProps) {
  const [asked, setAsked] = useState<"accept" | "keep" | null>(null);
  const hint = "Kept with the archive and in the activity trail, with your name.";
  const close = (open: boolean) => {
    if (!open) setAsked(null);
  };
  return (
    <>
      <Button size="sm" onClick={() => setAsked("accept")}>
        This is as it should be
      </Button>
      {isKept ? null : (
        <Button size="sm" onClick={() => setAsked("keep")}>
          Keep the brake on
        </Button>
      )}
      <ConfirmDialog
        open={asked === "accept"}
        onOpenChange={close}
        title={`Accept the archive of run ${number}?`}
        description={`It counts as a good copy from now on and is the measure of those after it, and so do those of ${planName} that were flagged before it. Retention goes on with the next run, and lets go what no rule keeps.`}
        confirm="Accept archive"
        askWhy={{ label: "Why is it unlike the others?", hint }}
        onConfirm={(why) => acceptArchiveAction({ run, why })}
      />
      <ConfirmDialog
        open={asked === "keep"}
        onOpenChange={close}
        title={`Keep the brake on for ${planName}?`}
        description="Nothing of it is let go until this archive was accepted after all, or is deleted. Runs go on, and the last good archive stays."
        confirm="Keep the brake on"
        askWhy={{ label: "What is wrong?", hint }}
        onConfirm={(why) => keepBrakeOnAction({ run, why })}
      />
    </>
  );
}
