"use client";

import { Eye } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { PasswordField } from "#components/password-field";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import type { FailureReport } from "#lib/failures";
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
        <RevealForm
          versionId={version.id}
          onClose={() => setOpen(false)}
          onRevealed={(text) => {
            setOpen(false);
            onRevealed(text);
          }}
        />
      </Dialog>
    </>
  );
}

function RevealForm({
  versionId,
  onRevealed,
  onClose,
}: {
  versionId: string;
  onRevealed: (text: string) => void;
  onClose: () => void;
}) {
  const [password, setPassword] = useState("");
  const [refused, setRefused] = useState<FailureReport | null>(null);
  const [pending, begin] = useTransition();
  const isWrong = refused?.cause === "wrong-credentials" || refused?.cause === "invalid";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    begin(async () => {
      const answer = await revealConfigAction({ versionId, password });
      if (answer.ok) return onRevealed(answer.value);
      setRefused(answer.failure);
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <PasswordField
        label="Your own password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus
        error={isWrong ? refused.sentence : null}
      />
      {refused && !isWrong ? <Problem failure={refused} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Go back</Button>
        <Button
          type="submit"
          variant="primary"
          pending={pending}
          disabledBecause={password === "" ? "Type your password first." : null}
        >
          Reveal secrets
        </Button>
      </div>
    </form>
  );
}
