"use client";

import { useActionState } from "react";
import { setUpAction } from "../actions.ts";

export function SetUpForm() {
  const [refused, submit, pending] = useActionState(setUpAction, null);
  return (
    <main>
      <h1>Set up Holdfast</h1>
      {refused && (
        <p role="alert">
          {refused.failure.sentence} {refused.failure.next}
        </p>
      )}
      <form action={submit}>
        <label>
          Setup token
          <input name="token" autoComplete="off" required />
        </label>
        <label>
          User name
          <input name="name" autoComplete="username" required />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="new-password" required />
        </label>
        <button type="submit" aria-disabled={pending}>
          Create the first administrator
        </button>
      </form>
    </main>
  );
}
