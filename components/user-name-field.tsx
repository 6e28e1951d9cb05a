"use client";

import type { ComponentProps } from "react";
import { Field } from "./ui/field.tsx";
import { Input } from "./ui/input.tsx";

interface UserNameFieldProps extends Omit<ComponentProps<typeof Input>, "onChange" | "name"> {
  onChange?: (name: string) => void;
  error: string | undefined;
}

/** The name somebody signs in with, which no phone may correct or begin with a capital. */
export function UserNameField({
  id,
  onChange,
  error,
  autoComplete = "username",
  ...props
}: UserNameFieldProps) {
  return (
    <Field label="User name" {...(id ? { id } : {})} error={error}>
      {(control) => (
        <Input
          {...props}
          {...control}
          name="name"
          {...(onChange ? { onChange: (event) => onChange(event.target.value) } : {})}
          autoComplete={autoComplete}
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
        />
      )}
    </Field>
  );
}
