"use client";

import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { usePlanForm } from "./plan-form-context.tsx";

/** Without a schedule nobody but its owner knows how fresh a copy has to be. */
export function ObjectiveField() {
  const { draft, change, problem, leave } = usePlanForm();
  return (
    <Field
      label="A copy is fresh for"
      id="objectiveHours"
      hint="Hours. Empty: any good copy protects."
      error={problem("objectiveHours")}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          value={draft.objectiveHours}
          onChange={(event) => change("objectiveHours", { objectiveHours: event.target.value })}
          onBlur={() => leave("objectiveHours")}
        />
      )}
    </Field>
  );
}
