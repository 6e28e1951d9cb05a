"use client";

import { useState, useTransition } from "react";
import { OwnPasswordForm } from "#components/own-password-form";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { toast } from "#components/ui/toast";
import { refuseHostKeyAction, trustHostKeyAction } from "./actions.ts";

/** A device that shows another key than the one it is known by. */
export interface KeyQuestion {
  deviceId: string;
  /** `SHA256:…` */
  pinned: string;
  seen: string;
}

interface HostKeyDecisionProps {
  question: KeyQuestion;
  /** After the key is trusted. */
  onTrusted?: () => void;
}

/** Both keys of a device, and what a person may say of the new one. */
export function HostKeyDecision({ question, onTrusted }: HostKeyDecisionProps) {
  const [open, setOpen] = useState(false);
  const [pending, begin] = useTransition();
  const { deviceId, seen: fingerprint } = question;
  const refuse = () =>
    begin(async () => {
      const answer = await refuseHostKeyAction({ deviceId, fingerprint });
      if (!answer.ok) {
        toast.error(answer.failure.sentence, { description: answer.failure.next });
        return;
      }
      toast("The old key stays. Nothing is sent to whoever shows another.");
    });
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Keys question={question} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => setOpen(true)}>
          Trust this key
        </Button>
        <Button size="sm" pending={pending} onClick={refuse}>
          It is different
        </Button>
      </div>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Trust the key that the device shows now?"
        description="Only if it is the one on the device's own console: whoever holds it is sent the device's credential. The activity trail keeps that you said so."
      >
        <Keys question={question} />
        <div className="mt-4">
          <OwnPasswordForm
            action="Trust this key"
            send={(password) => trustHostKeyAction({ deviceId, fingerprint, password })}
            onClose={() => setOpen(false)}
            onDone={() => {
              setOpen(false);
              onTrusted?.();
            }}
          />
        </div>
      </Dialog>
    </div>
  );
}

function Keys({ question: { pinned, seen } }: { question: KeyQuestion }) {
  const keys = [
    ["Trusted so far", pinned],
    ["Shown now", seen],
  ] as const;
  return (
    <dl className="flex flex-col gap-1.5">
      {keys.map(([word, fingerprint]) => (
        <div key={word}>
          <dt className="text-xs leading-4.5 text-muted-foreground">{word}</dt>
          <dd className="font-mono text-xs leading-5 wrap-anywhere">{fingerprint}</dd>
        </div>
      ))}
    </dl>
  );
}
