"use client";

import { Info } from "lucide-react";
import { CheckboxField } from "#components/ui/checkbox";
import { Field, FormSection, Hint } from "#components/ui/field";
import { CodeInput, Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { type Schedule, weekdays } from "#lib/plans/schema";
import { asTime } from "../schema.ts";
import { DayLoad } from "./day-load.tsx";
import { ObjectiveField } from "./objective-field.tsx";
import { usePlanForm } from "./plan-form-context.tsx";
import { TimeZoneField } from "./time-zone-field.tsx";
import type { ShownPreview } from "./use-schedule-preview.tsx";

const periods: { every: Schedule["every"]; label: string }[] = [
  { every: "hour", label: "Hour" },
  { every: "day", label: "Day" },
  { every: "week", label: "Week" },
  { every: "month", label: "Month" },
  { every: "cron", label: "Cron expression" },
  { every: "manual", label: "Never, by hand only" },
];

interface ScheduleSectionProps {
  zones: string[];
  preview: ShownPreview;
}

/** When the plan runs: a period and what belongs to it, what the clocks do to it, who else runs then. */
export function ScheduleSection({ zones, preview }: ScheduleSectionProps) {
  const { draft, change, changeSchedule } = usePlanForm();
  const { every } = draft.schedule;
  return (
    <FormSection title="When" hint="Times are in the plan’s own time zone.">
      <div className="grid grid-cols-2 items-start gap-x-2.5 gap-y-3.5 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.4fr)]">
        <Field label="Every" id="schedule-every">
          {(control) => (
            <Select
              {...control}
              value={every}
              onChange={(event) => {
                const period = periods.find((each) => each.every === event.target.value);
                if (period) changeSchedule({ every: period.every });
              }}
            >
              {periods.map((period) => (
                <option key={period.every} value={period.every}>
                  {period.label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <PeriodFields failure={preview.failure?.sentence} />
        <TimeZoneField
          zones={zones}
          className={every === "hour" || every === "day" ? "max-md:col-span-2" : undefined}
        />
      </div>
      {every === "manual" ? null : <DayLoad preview={preview.preview} />}
      {preview.preview.notes.map((note) => (
        <Hint key={note}>
          <span className="flex items-start gap-1.5">
            <Info aria-hidden="true" className="mt-0.25 size-4" />
            {note}
          </span>
        </Hint>
      ))}
      {every === "manual" ? null : (
        <CheckboxField
          label="Enabled"
          hint={
            draft.enabled ? undefined : "It runs only when started by hand until it is enabled."
          }
          checked={draft.enabled}
          onChange={(event) => change("enabled", { enabled: event.target.checked })}
        />
      )}
    </FormSection>
  );
}

/** The fields that belong to the period. */
function PeriodFields({ failure }: { failure: string | undefined }) {
  const { draft } = usePlanForm();
  switch (draft.schedule.every) {
    case "hour":
      return <MinuteField />;
    case "day":
      return <AtField />;
    case "week":
      return (
        <>
          <WeekdayField />
          <AtField />
        </>
      );
    case "month":
      return (
        <>
          <DayField />
          <AtField />
          {Number(draft.schedule.day) > 28 ? <MissingField /> : null}
        </>
      );
    case "cron":
      return <CronField failure={failure} />;
    case "manual":
      return <ObjectiveField />;
  }
}

function MinuteField() {
  const { draft, changeSchedule, problem, leave } = usePlanForm();
  return (
    <Field label="At minute" id="schedule-minute" error={problem("schedule-minute")}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          value={draft.schedule.minute}
          onChange={(event) => changeSchedule({ minute: event.target.value })}
          onBlur={() => leave("schedule-minute")}
        />
      )}
    </Field>
  );
}

function AtField() {
  const { draft, changeSchedule, problem, leave } = usePlanForm();
  return (
    <Field label="At" id="schedule-at" error={problem("schedule-at")}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          placeholder="02:00"
          value={draft.schedule.at}
          onChange={(event) => changeSchedule({ at: event.target.value })}
          onBlur={(event) => {
            leave("schedule-at");
            const at = asTime(event.target.value);
            if (at !== draft.schedule.at) changeSchedule({ at });
          }}
        />
      )}
    </Field>
  );
}

function WeekdayField() {
  const { draft, changeSchedule } = usePlanForm();
  return (
    <Field label="On" id="schedule-weekday">
      {(control) => (
        <Select
          {...control}
          value={draft.schedule.weekday}
          onChange={(event) => changeSchedule({ weekday: Number(event.target.value) })}
        >
          {weekdays.map((name, weekday) => (
            <option key={name} value={weekday}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function DayField() {
  const { draft, changeSchedule, problem, leave } = usePlanForm();
  return (
    <Field label="On day" id="schedule-day" error={problem("schedule-day")}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          value={draft.schedule.day}
          onChange={(event) => changeSchedule({ day: event.target.value })}
          onBlur={() => leave("schedule-day")}
        />
      )}
    </Field>
  );
}

function MissingField() {
  const { draft, changeSchedule } = usePlanForm();
  return (
    <Field label="In shorter months" id="schedule-missing" className="max-md:col-span-2">
      {(control) => (
        <Select
          {...control}
          value={draft.schedule.missing}
          onChange={(event) =>
            changeSchedule({ missing: event.target.value === "skip" ? "skip" : "last" })
          }
        >
          <option value="last">On the last day</option>
          <option value="skip">Not at all</option>
        </Select>
      )}
    </Field>
  );
}

function CronField({ failure }: { failure: string | undefined }) {
  const { draft, changeSchedule, problem, leave } = usePlanForm();
  return (
    <Field
      label="Expression"
      id="schedule-cron"
      hint="Minute, hour, day, month, weekday."
      error={problem("schedule-cron") ?? failure}
    >
      {(control) => (
        <CodeInput
          {...control}
          value={draft.schedule.cron}
          onChange={(event) => changeSchedule({ cron: event.target.value })}
          onBlur={() => leave("schedule-cron")}
        />
      )}
    </Field>
  );
}
