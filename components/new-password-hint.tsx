"use client";

import { Check } from "lucide-react";
import { NewPassword, passwordLengthMin } from "#lib/access/schema";

/** Twice the least length is a sentence, which no machine guesses. */
const strongLength = 20;

/** How good a new password is, by its length alone: what it is made of is everybody's own affair. */
export function NewPasswordHint({ password }: { password: string }) {
  const missing = passwordLengthMin - password.length;
  if (password.length === 0) {
    return <p>{passwordLengthMin} characters or more. A few words are easy to keep in mind.</p>;
  }
  const problem = missing > 0 ? `${missing} more to go.` : problemOf(password);
  const share = Math.min(1, password.length / strongLength);
  const ink = problem ? "bg-warning-mark" : "bg-success-mark";
  return (
    <div>
      <div aria-hidden="true" className="mt-0.5 mb-1.5 h-1 overflow-hidden rounded-full bg-accent">
        <div data-bar className={`h-full ${ink}`} style={{ width: `${share * 100}%` }} />
      </div>
      {problem ? (
        <p>{problem}</p>
      ) : (
        <p className="flex items-center gap-1.5">
          <Check aria-hidden="true" className="size-4 text-success" />
          {password.length >= strongLength ? "Long, and hard to guess." : "Long enough."}
        </p>
      )}
    </div>
  );
}

function problemOf(password: string): string | null {
  const { error } = NewPassword.safeParse(password);
  return error?.issues[0]?.message ?? null;
}
