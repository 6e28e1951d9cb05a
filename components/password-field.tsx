"use client";

import { Info } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { Field } from "./ui/field.tsx";
import { Input } from "./ui/input.tsx";

interface PasswordFieldProps {
  label?: string;
  value: string;
  onChange: (value: string) => void;
  name?: string;
  /** Tells password managers what to offer. */
  autoComplete: "current-password" | "new-password";
  hint?: ReactNode;
  error?: string | null | undefined;
  id?: string;
  autoFocus?: boolean;
  className?: string;
}

/** A password that can be shown while it is typed; says when Caps Lock is on. */
export function PasswordField({
  label = "Password",
  value,
  onChange,
  name = "password",
  autoComplete,
  hint,
  error,
  id,
  autoFocus = false,
  className,
}: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState(false);
  const watch = (event: KeyboardEvent) => setCaps(event.getModifierState("CapsLock"));
  return (
    <Field
      label={label}
      {...(id ? { id } : {})}
      aside={
        <button
          type="button"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="link min-h-6 px-0.5 text-xs font-medium text-running"
        >
          {shown ? "Hide" : "Show"}
          <span className="sr-only"> {label.toLowerCase()}</span>
        </button>
      }
      hint={
        hint || caps ? (
          <>
            {hint}
            <span role="status" className="flex items-center gap-1.5">
              {caps ? (
                <>
                  <Info aria-hidden="true" className="size-4" />
                  Caps Lock is on
                </>
              ) : null}
            </span>
          </>
        ) : undefined
      }
      error={error}
    >
      {(control) => (
        <Input
          {...control}
          name={name}
          type={shown ? "text" : "password"}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={watch}
          onKeyUp={watch}
          onBlur={() => setCaps(false)}
          autoComplete={autoComplete}
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          autoFocus={autoFocus}
          data-dialog-focus={autoFocus || undefined}
          className={className ?? ""}
        />
      )}
    </Field>
  );
}
