"use client";

import { useState, useTransition } from "react";
import { plural } from "#components/format";
import { Problem } from "#components/ui/alert";
import { Field } from "#components/ui/field";
import { Select } from "#components/ui/select";
import type { FailureReport } from "#lib/failures";
import { changeSettingsAction } from "./actions.ts";

const choices = [0, 1, 3, 7, 14, 30, 60, 90];

/** How long what was let go can be taken back. A choice applies at once. */
export function BinDays({ days }: { days: number }) {
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [, startTransition] = useTransition();
  const change = (binDays: number) =>
    startTransition(async () => {
      const outcome = await changeSettingsAction({ binDays });
      setFailure(outcome.ok ? null : outcome.failure);
    });
  const hint =
    days === 0
      ? "What is let go is gone at once, whether by retention or by a person."
      : "For what is let go from now on; what waits already keeps its day.";
  return (
    <div className="mt-4">
      <Field label="What is let go can be taken back for" hint={hint}>
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
                  {each === 0 ? "No time: it is freed at once" : plural(each, "day")}
                </option>
              ))}
          </Select>
        )}
      </Field>
      {failure ? <Problem failure={failure} /> : null}
    </div>
  );
}
