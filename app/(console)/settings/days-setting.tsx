"use client";

import { useState, useTransition } from "react";
import { plural } from "#components/format";
import { Problem } from "#components/ui/alert";
import { Field } from "#components/ui/field";
import { Select } from "#components/ui/select";
import type { FailureReport } from "#lib/failures";
import { changeSettingsAction } from "./actions.ts";

interface DaysSettingProps {
  setting: "scrubDays" | "binDays";
  label: string;
  hint: string;
  days: number;
  choices: readonly number[];
  /** What no days at all are called. */
  none?: string;
}

/** A setting in days. A choice applies at once. */
export function DaysSetting({ setting, label, hint, days, choices, none }: DaysSettingProps) {
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [, startTransition] = useTransition();
  const change = (chosen: number) =>
    startTransition(async () => {
      const outcome = await changeSettingsAction({ [setting]: chosen });
      setFailure(outcome.ok ? null : outcome.failure);
    });
  return (
    <div className="mt-4">
      <Field label={label} hint={hint}>
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
                  {each === 0 && none ? none : plural(each, "day")}
                </option>
              ))}
          </Select>
        )}
      </Field>
      {failure ? <Problem failure={failure} /> : null}
    </div>
  );
}
