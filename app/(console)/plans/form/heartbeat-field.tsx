"use client";

import { CheckboxField } from "#components/ui/checkbox";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { AllowAddress } from "../../allow-address.tsx";
import type { HeartbeatDraft } from "./use-heartbeat.tsx";

/** Somebody outside who is told of each run, and notices when that stops. */
export function HeartbeatField({ heartbeat }: { heartbeat: HeartbeatDraft }) {
  const { host, address, remove, problem, allow } = heartbeat;
  return (
    <div className="flex max-w-136 flex-col gap-2">
      <Field
        label="Heartbeat"
        id="heartbeat"
        hint={
          host
            ? `Each run's start and end are told to ${host}. A new address replaces it; it is sealed and not shown again.`
            : "An address of Healthchecks, or alike, that is told of each run's start and end. Sealed and not shown again."
        }
        error={problem}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="url"
            autoComplete="off"
            placeholder="https://hc-ping.com/…"
            value={address}
            disabled={remove}
            onChange={(event) => heartbeat.type(event.target.value)}
          />
        )}
      </Field>
      {allow ? (
        <div>
          <AllowAddress address={allow} onAllowed={heartbeat.check} />
        </div>
      ) : null}
      {host ? (
        <CheckboxField
          label="Tell nobody any more"
          checked={remove}
          onChange={(event) => heartbeat.setRemove(event.target.checked)}
        />
      ) : null}
    </div>
  );
}
