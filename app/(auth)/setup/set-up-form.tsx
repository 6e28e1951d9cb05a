"use client";

import { useActionState, useEffect, useState, useSyncExternalStore } from "react";
import { NewPasswordHint } from "#components/new-password-hint";
import { PasswordField } from "#components/password-field";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { CodeInput } from "#components/ui/input";
import { UserNameField } from "#components/user-name-field";
import { type Refused, setUpAction } from "../actions.ts";

export function SetUpForm() {
  const [answer, submit, pending] = useActionState(setUpAction, null);
  // What was refused is no longer said once it was changed.
  const [changed, setChanged] = useState(false);
  const refused = changed ? null : answer;
  const given = useGivenToken();
  const [typed, setTyped] = useState<string | null>(null);
  const [name, setName] = useState("admin");
  const [password, setPassword] = useState("");
  useEffect(() => {
    setTyped(null); // a new address, such as the one printed by the next start, brings a new token
    if (given) document.getElementById("password")?.focus();
  }, [given]);
  const inField = tokenError(refused) !== undefined || refused?.fields !== undefined;
  return (
    <form
      action={submit}
      onChange={() => setChanged(true)}
      onSubmit={() => setChanged(false)}
      className="flex flex-col gap-4"
    >
      {refused && !inField ? <Problem failure={refused.failure} /> : null}
      <TokenField
        given={given}
        value={typed ?? given}
        onChange={setTyped}
        error={tokenError(refused)}
      />
      <UserNameField
        id="name"
        value={name}
        onChange={setName}
        error={refused?.fields?.name}
        className="md:h-10"
      />
      <PasswordField
        id="password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        hint={<NewPasswordHint password={password} />}
        error={refused?.fields?.password}
        className="md:h-10"
      />
      <OwnTimeZone />
      <Button type="submit" variant="primary" size="lg" pending={pending} className="md:self-end">
        Create administrator
      </Button>
    </form>
  );
}

interface TokenFieldProps {
  given: string;
  value: string;
  onChange: (token: string) => void;
  error: string | undefined;
}

function TokenField({ given, value, onChange, error }: TokenFieldProps) {
  const hint = given
    ? "From the address you opened."
    : "It stands in the terminal in which Holdfast was started.";
  return (
    <Field label="Setup token" id="token" hint={hint} error={error}>
      {(control) => (
        <CodeInput
          {...control}
          name="token"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoFocus
          className="md:h-10"
        />
      )}
    </Field>
  );
}

/**
 * The token from the address that `npm start` printed; empty: to be typed. It stands behind a `#`,
 * which browsers keep to themselves: no server and no proxy on the way writes it into its log.
 */
function useGivenToken(): string {
  const given = () => new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
  return useSyncExternalStore(onAddress, given, () => "");
}

function onAddress(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

function tokenError(refused: Refused | null): string | undefined {
  const wrong = refused?.failure.cause === "setup-token";
  return wrong ? `${refused.failure.sentence} ${refused.failure.next}` : refused?.fields?.token;
}

/** The console begins in the zone of whoever sets it up; it is changed in the settings. */
function OwnTimeZone() {
  const [zone, setZone] = useState<string | null>(null);
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return zone ? <input type="hidden" name="timeZone" value={zone} /> : null;
}
