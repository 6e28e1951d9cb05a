"use client";

import { Field } from "#components/ui/field";
import { Select } from "#components/ui/select";
import { usePlanForm } from "./plan-form-context.tsx";

/** The plan's zone, out of all that there are, by continent. */
export function TimeZoneField({
  zones,
  className,
}: {
  zones: string[];
  className?: string | undefined;
}) {
  const { draft, change, problem } = usePlanForm();
  const known = zones.includes(draft.timeZone) ? zones : [draft.timeZone, ...zones];
  const groups = Map.groupBy(known, (zone) => (zone.includes("/") ? zone.split("/")[0] : "Other"));
  return (
    <Field
      label="Time zone"
      id="timeZone"
      error={problem("timeZone")}
      {...(className ? { className } : {})}
    >
      {(control) => (
        <Select
          {...control}
          value={draft.timeZone}
          onChange={(event) => change("timeZone", { timeZone: event.target.value })}
        >
          {[...groups].map(([continent, names]) => (
            <optgroup key={continent} label={continent}>
              {names.map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </optgroup>
          ))}
        </Select>
      )}
    </Field>
  );
}
