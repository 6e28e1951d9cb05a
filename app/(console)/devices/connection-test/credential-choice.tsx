"use client";

import { useId, useState, useTransition } from "react";
import { Button } from "#components/ui/button";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toast";
import { chooseCredentialAction, credentialNamesAction } from "./actions.ts";
import type { RemedyProps } from "./remedies.tsx";

interface Named {
  id: string;
  name: string;
  username: string;
}

/** Another credential to try next; the list is fetched once somebody wants it. */
export function CredentialChoice({ deviceId, main, pending, mend }: RemedyProps) {
  const label = useId();
  const [credentials, setCredentials] = useState<Named[] | null>(null);
  const [chosen, choose] = useState("");
  const [loading, load] = useTransition();
  const open = () =>
    load(async () => {
      const read = await credentialNamesAction({});
      if (read.ok) setCredentials(read.value);
      else toast.error(read.failure.sentence, { description: read.failure.next });
    });
  if (!credentials) {
    return (
      <Button
        size="sm"
        variant={main ? "primary" : "outline"}
        pending={pending || loading}
        onClick={open}
      >
        Choose another credential
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label htmlFor={label} className="sr-only">
        Credential
      </label>
      <Select
        id={label}
        value={chosen}
        className="md:w-48"
        autoFocus
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">Choose a credential</option>
        {credentials.map(({ id, name, username }) => (
          <option key={id} value={id}>
            {name === username ? name : `${name} (${username})`}
          </option>
        ))}
      </Select>
      <Button
        size="sm"
        variant={main ? "primary" : "outline"}
        pending={pending}
        disabledBecause={chosen === "" ? "Choose a credential first." : null}
        onClick={() => mend(() => chooseCredentialAction({ deviceId, credentialId: chosen }))}
      >
        Use it and test again
      </Button>
    </div>
  );
}
