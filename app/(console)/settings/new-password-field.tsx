"use client";

import { useState } from "react";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { passwordLengthMin } from "#lib/access/schema";

/** A password to be set: it can be shown while it is typed. */
export function NewPasswordField({ error }: { error: string | undefined }) {
  const [shown, setShown] = useState(false);
  return (
    <Field
      label="New password"
      hint={`${passwordLengthMin} characters or more; a few words are easier to type than signs.`}
      error={error}
      aside={
        <button
          type="button"
          className="link min-h-6 text-xs"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? "Hide" : "Show"}
        </button>
      }
    >
      {(control) => (
        <Input
          {...control}
          name="password"
          type={shown ? "text" : "password"}
          autoComplete="new-password"
        />
      )}
    </Field>
  );
}
