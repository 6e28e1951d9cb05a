"use client";

import { useState, useTransition } from "react";
import { plural } from "#components/format";
import { Problem } from "#components/ui/alert";
import { Field } from "#components/ui/field";
import { Select } from "#components/ui/select";
import type { FailureReport } from "#lib/failures";
import { changeSettingsAction } from "./actions.ts";

const choices = [1, 7, 14, 30, 60, 90, 180, 365];

/** Within how many days all of the vault is read. A choice applies at once. */
export function ScrubDays({ days }: { days: number }) {
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [, startTransition] = useTransition();
  const change = (scrubDays: number) =>
    startTransition(async () => {
      const outcome = await changeSettingsAction({ scrubDays });
      setFailure(outcome.ok ? null : outcome.failure);
    });
  return (
    <div className="mt-4">
      <Field
        label="Everything is read within"
        hint="A share each day, while no run is open. A choice applies at once."
      >
        {(control) => (
          <Select
            {...control}
            value={days}
            onChange={(event) => change(Number(event.target.value))}
          >
            {[...new Set([...choices, days])]
              .toSorted((a, b) => a - b)
              .map((each) => (
                <option key={each} value={each}>
                  {plural(each, "day")}
                </option>
              ))}
          </Select>
        )}
      </Field>
      {failure ? <Problem failure={failure} /> : null}
    </div>
  );
}
