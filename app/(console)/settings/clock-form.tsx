"use client";

import { useState, useTransition } from "react";
import { useNow } from "#components/clock";
import { formatAbsolute } from "#components/format";
import { Problem } from "#components/ui/alert";
import { Card } from "#components/ui/card";
import { CheckboxField } from "#components/ui/checkbox";
import { Field, FormSection } from "#components/ui/field";
import { Select } from "#components/ui/select";
import type { FailureReport } from "#lib/failures";
import { changeSettingsAction } from "./actions.ts";

interface ClockFormProps {
  timeZone: string;
  /** All names this server knows. */
  zones: string[];
  anotherClock: boolean;
}

/** In which zone times are shown, and who starts the plans that are due. A choice applies at once. */
export function ClockForm({ timeZone, zones, anotherClock }: ClockFormProps) {
  const now = useNow();
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [, startTransition] = useTransition();
  const change = (settings: { timeZone?: string; anotherClock?: boolean }) =>
    startTransition(async () => {
      const outcome = await changeSettingsAction(settings);
      setFailure(outcome.ok ? null : outcome.failure);
    });
  return (
    <Card>
      <FormSection
        title="Time"
        hint="How this console shows times. Each plan keeps its own zone. A choice applies at once."
      >
        <Field label="Time zone" hint={`Now ${formatAbsolute(now, timeZone)}.`}>
          {(control) => (
            <Select
              {...control}
              value={timeZone}
              onChange={(event) => change({ timeZone: event.target.value })}
            >
              {zones.includes(timeZone) ? null : <option value={timeZone}>{timeZone}</option>}
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <CheckboxField
          label="Another clock calls “run --due”"
          hint="Your own cron starts the plans that are due; a worker that is missing is then no fault."
          checked={anotherClock}
          onChange={(event) => change({ anotherClock: event.target.checked })}
        />
        {failure ? <Problem failure={failure} /> : null}
      </FormSection>
    </Card>
  );
}
