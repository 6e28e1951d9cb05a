"use client";

import { type FormEvent, useState, useTransition } from "react";
import type { FailureReport } from "#lib/failures";
import { PasswordField } from "./password-field.tsx";
import { Problem } from "./ui/alert.tsx";
import { Button } from "./ui/button.tsx";

type Outcome<T> = { ok: true; value: T } | { ok: false; failure: FailureReport };

/** Asks for one's own password before something that an open browser must not give away. */
export function OwnPasswordForm<T>({
  action,
  send,
  onDone,
  onClose,
}: {
  /** Verb and object, on the button. */
  action: string;
  send: (password: string) => Promise<Outcome<T>>;
  onDone: (value: T) => void;
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
      const answer = await send(password);
      if (answer.ok) return onDone(answer.value);
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
          {action}
        </Button>
      </div>
    </form>
  );
}
