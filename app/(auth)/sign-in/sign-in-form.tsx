"use client";

import { useActionState } from "react";
import { signInAction } from "../actions.ts";

/** @param props.notice why the last session of this browser ended; `null`: no reason to say */
export function SignInForm({ back, notice }: { back: string; notice: string | null }) {
  const [refused, submit, pending] = useActionState(signInAction, null);
  return (
    <main>
      <h1>Sign in</h1>
      {notice && <p role="status">{notice}</p>}
      {refused && (
        <p role="alert">
          {refused.failure.sentence} {refused.failure.next}
        </p>
      )}
      <form action={submit}>
        <input type="hidden" name="back" value={back} />
        <label>
          User name
          <input name="name" autoComplete="username" required />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <button type="submit" aria-disabled={pending}>
          Sign in
        </button>
      </form>
    </main>
  );
}
