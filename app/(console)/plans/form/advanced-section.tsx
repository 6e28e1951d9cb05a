"use client";

import { Disclosure } from "#components/ui/disclosure";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { BrakeField } from "./brake-field.tsx";
import { usePlanForm } from "./plan-form-context.tsx";

/** What few people need. */
export function AdvancedSection() {
  const { draft, change, problem, leave } = usePlanForm();
  const error = problem("silentMinutes");
  const readAllError = problem("readAllDays");
  return (
    <div className="border-t px-4 py-2 md:px-5">
      <Disclosure summary="Advanced" {...(error || readAllError ? { open: true } : {})}>
        <div className="flex flex-col gap-4 py-2 md:pl-50">
          <Field
            label="End a run in which nothing moved for"
            id="silentMinutes"
            hint="Minutes. Work that goes on, however long, never ends a run."
            error={error}
            className="max-w-136"
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                value={draft.silentMinutes}
                onChange={(event) => change("silentMinutes", { silentMinutes: event.target.value })}
                onBlur={() => leave("silentMinutes")}
                className="md:w-32"
              />
            )}
          </Field>
          <BrakeField />
          <Field
            label="Read all files again every"
            id="readAllDays"
            hint="Days. Files that are as they were are not read on each run. Empty: never."
            error={readAllError}
            className="max-w-136"
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                value={draft.readAllDays}
                onChange={(event) => change("readAllDays", { readAllDays: event.target.value })}
                onBlur={() => leave("readAllDays")}
                className="md:w-32"
              />
            )}
          </Field>
        </div>
      </Disclosure>
    </div>
  );
}
