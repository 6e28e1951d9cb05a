"use client";

import { useActionState, useEffect, useRef, useState } from "react";
import { PasswordField } from "#components/password-field";
import { Alert, Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { UserNameField } from "#components/user-name-field";
import { type Refused, signInAction } from "../actions.ts";

/** @param props.notice why the last session of this browser ended; `null`: no reason to say */
export function SignInForm({ back, notice }: { back: string; notice: string | null }) {
  const [refused, submit, pending] = useActionState(signInAction, null);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const form = useRef<HTMLFormElement>(null);
  // A slow machine shows the form before it listens: what was typed by then stays.
  useEffect(() => {
    if (!form.current) return;
    const typed = new FormData(form.current);
    setName(String(typed.get("name") ?? ""));
    setPassword(String(typed.get("password") ?? ""));
  }, []);
  const wait = useSecondsLeft(refused);
  const mismatch = refused?.failure.cause === "wrong-credentials";
  const inField = mismatch || refused?.fields !== undefined;
  return (
    <>
      {notice && !refused ? <Alert live>{notice}</Alert> : null}
      {refused && !inField ? <Problem failure={refused.failure} /> : null}
      <form ref={form} action={submit} className="flex flex-col gap-4">
        <input type="hidden" name="back" value={back} />
        <UserNameField
          id="name"
          value={name}
          onChange={setName}
          autoFocus
          error={refused?.fields?.name}
          className="md:h-10"
        />
        <PasswordField
          id="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={mismatch ? refused?.failure.sentence : refused?.fields?.password}
          className="md:h-10"
        />
        <Button
          type="submit"
          variant="primary"
          size="lg"
          pending={pending}
          disabledBecause={wait > 0 ? `The next try is possible in ${wait} s.` : null}
        >
          {wait > 0 ? `Sign in, possible in ${wait} s` : "Sign in"}
        </Button>
      </form>
    </>
  );
}

/** Counts down a pause after too many tries; 0 when there is none. */
function useSecondsLeft(refused: Refused | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const seconds = refused?.retryAfterSeconds ?? 0;
    setLeft(seconds);
    if (seconds === 0) return;
    const end = performance.now() + seconds * 1_000;
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((end - performance.now()) / 1_000));
      setLeft(rest);
      if (rest === 0) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [refused]);
  return left;
}
