"use client";

import { Disclosure } from "#components/ui/disclosure";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { BrakeField } from "./brake-field.tsx";
import { HeartbeatField } from "./heartbeat-field.tsx";
import { usePlanForm } from "./plan-form-context.tsx";
import type { HeartbeatDraft } from "./use-heartbeat.tsx";

/** What few people need. */
export function AdvancedSection({ heartbeat }: { heartbeat: HeartbeatDraft }) {
  const { draft, problem } = usePlanForm();
  const runsByItself = draft.schedule.every !== "manual";
  const isWrong =
    problem("silentMinutes") ||
    problem("readAllDays") ||
    heartbeat.problem ||
    (runsByItself && problem("objectiveHours"));
  return (
    <div className="border-t px-4 py-2 md:px-5">
      <Disclosure summary="Advanced" {...(isWrong ? { open: true } : {})}>
        <div className="flex flex-col gap-4 py-2 md:pl-50">
          <CountField
            of="silentMinutes"
            label="End a run in which nothing moved for"
            hint="Minutes. Work that goes on, however long, never ends a run."
          />
          {runsByItself ? (
            <CountField
              of="objectiveHours"
              label="A copy is fresh for"
              hint="Hours. Empty: twice the longest gap between runs, and an hour."
            />
          ) : null}
          <BrakeField />
          <CountField
            of="readAllDays"
            label="Read all files again every"
            hint="Days. Files that are as they were are not read on each run. Empty: never."
          />
          <HeartbeatField heartbeat={heartbeat} />
        </div>
      </Disclosure>
    </div>
  );
}

interface CountFieldProps {
  of: "silentMinutes" | "readAllDays" | "objectiveHours";
  label: string;
  hint: string;
}

function CountField({ of, label, hint }: CountFieldProps) {
  const { draft, change, problem, leave } = usePlanForm();
  return (
    <Field label={label} id={of} hint={hint} error={problem(of)} className="max-w-136">
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          value={draft[of]}
          onChange={(event) => change(of, { [of]: event.target.value })}
          onBlur={() => leave(of)}
          className="md:w-32"
        />
      )}
    </Field>
  );
}
