"use client";

import { Eye } from "lucide-react";
import { useState } from "react";
import { OwnPasswordForm } from "#components/own-password-form";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { revealConfigAction } from "../actions.ts";

interface RevealSecretsProps {
  version: { id: string; number: number };
  onRevealed: (text: string) => void;
}

/** Shows the secrets of a version after one's own password, which is recorded. */
export function RevealSecrets({ version, onRevealed }: RevealSecretsProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" data-shortcut="r" onClick={() => setOpen(true)}>
        <Eye aria-hidden="true" />
        Reveal secrets
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Show the secrets in version ${version.number}?`}
        description="They stay on this screen until you hide them or leave. The activity trail keeps that you saw them."
      >
        <OwnPasswordForm
          action="Reveal secrets"
          send={(password) => revealConfigAction({ versionId: version.id, password })}
          onClose={() => setOpen(false)}
          onDone={(text) => {
            setOpen(false);
            onRevealed(text);
          }}
        />
      </Dialog>
    </>
  );
}
