"use client";

import { useRef, useState, useTransition } from "react";
import { Time } from "#components/time";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Card, Row, Rows } from "#components/ui/card";
import { Field, FormSection } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toast";
import type { FailureReport } from "#lib/failures";
import { type Heartbeat, wholeId } from "#lib/heartbeat/schema";
import { AllowAddress } from "../allow-address.tsx";
import { removeHeartbeatAction, setHeartbeatAction } from "./actions.ts";
import { useForm } from "./use-form.ts";

interface HeartbeatCardProps {
  heartbeats: Heartbeat[];
  plans: { id: string; name: string }[];
}

/** Where signs of life go, so that somebody outside notices when they stop. */
export function HeartbeatCard({ heartbeats, plans }: HeartbeatCardProps) {
  const [given, setGiven] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const { submit, pending, failure, fields, allow } = useForm(setHeartbeatAction, () => {
    setGiven(given + 1);
    toast.success("Heartbeat saved.");
  });
  return (
    <Card>
      <FormSection
        title="Heartbeats"
        hint="Signs of life in the manner of Healthchecks. Their silence tells you when this machine is gone."
      >
        {heartbeats.length > 0 ? (
          <Rows>
            {heartbeats.map((heartbeat) => (
              <HeartbeatRow key={heartbeat.id} heartbeat={heartbeat} />
            ))}
          </Rows>
        ) : null}
        <form ref={form} key={given} onSubmit={submit} className="flex flex-col gap-4">
          <Field
            label="It tells of"
            hint="The whole: each minute while every objective holds. A plan: each run's start and end."
            error={fields.id}
          >
            {(control) => (
              <Select {...control} name="id" defaultValue={wholeId}>
                <option value={wholeId}>The whole installation</option>
                {plans.map(({ id, name }) => (
                  <option key={id} value={id}>
                    The plan {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label="Address"
            hint="It is sealed and not shown again; one that is there already is replaced."
            error={fields.address}
          >
            {(control) => (
              <Input
                {...control}
                name="address"
                inputMode="url"
                autoComplete="off"
                placeholder="https://hc-ping.com/…"
              />
            )}
          </Field>
          {failure ? (
            <Refused failure={failure} allow={allow} again={() => form.current?.requestSubmit()} />
          ) : null}
          <div>
            <Button type="submit" pending={pending}>
              Save heartbeat
            </Button>
          </div>
        </form>
      </FormSection>
    </Card>
  );
}

interface RefusedProps {
  failure: FailureReport;
  /** The address inside the network that may be allowed; `null`: it is not about that. */
  allow: string | null;
  again: () => void;
}

function Refused({ failure, allow, again }: RefusedProps) {
  return (
    <Problem
      failure={failure}
      consequence="Nothing was saved."
      action={allow ? <AllowAddress address={allow} onAllowed={again} /> : null}
    />
  );
}

function HeartbeatRow({ heartbeat }: { heartbeat: Heartbeat }) {
  const { id, plan, host, last } = heartbeat;
  const [pending, startTransition] = useTransition();
  const remove = () =>
    startTransition(async () => {
      const outcome = await removeHeartbeatAction({ id });
      if (!outcome.ok) toast.error(outcome.failure.sentence, { description: outcome.failure.next });
    });
  const name = plan ?? "The whole installation";
  return (
    <Row className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium">{name}</p>
        <p className="text-xs text-muted-foreground">
          <span className="font-mono">{host}</span>,{" "}
          {last ? (
            <>
              {last.taken ? "answered" : "not taken"} <Time at={last.at} />: {last.answer}
            </>
          ) : (
            "nothing sent yet"
          )}
        </p>
      </div>
      <Button
        size="sm"
        pending={pending}
        onClick={remove}
        aria-label={`Remove the heartbeat of ${name}`}
      >
        Remove
      </Button>
    </Row>
  );
}
