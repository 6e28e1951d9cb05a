"use client";

import { useState } from "react";
import { NewPasswordHint } from "#components/new-password-hint";
import { PasswordField } from "#components/password-field";

/** A password to be set, and how good it is so far. */
export function NewPasswordField({ error }: { error: string | undefined }) {
  const [password, setPassword] = useState("");
  return (
    <PasswordField
      label="New password"
      value={password}
      onChange={setPassword}
      autoComplete="new-password"
      hint={<NewPasswordHint password={password} />}
      error={error}
    />
  );
}
