"use client";

import { plural } from "#components/format";
import { Field, FormSection, Hint } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Segmented } from "#components/ui/segmented";
import type { KeepField, Keeping, RetentionDraft } from "../draft.ts";
import { reachOf } from "../schema.ts";
import { JudgedNow } from "./judged-now.tsx";
import { usePlanForm } from "./plan-form-context.tsx";
import type { JudgedArchives } from "./use-retention-preview.tsx";

const fields: { field: KeepField; label: string }[] = [
  { field: "keepHourly", label: "Hourly" },
  { field: "keepDaily", label: "Daily" },
  { field: "keepWeekly", label: "Weekly" },
  { field: "keepMonthly", label: "Monthly" },
  { field: "keepYearly", label: "Yearly" },
  { field: "keepLast", label: "Newest" },
];

/** How long archives are kept, and what that would do to the ones there are. */
export function RetentionSection({ judged }: { judged: JudgedArchives }) {
  const { draft, changeRetention, plan } = usePlanForm();
  const { keeping, last } = draft.retention;
  const options: { value: Keeping; label: string }[] = [
    { value: "last", label: keeping === "last" && last ? `Last ${last}` : "Last few" },
    { value: "thinning", label: "Thinning out" },
    { value: "everything", label: "Everything" },
  ];
  return (
    <FormSection
      title="Keep"
      id="keep"
      hint="Only verified archives count, and the newest good one always stays."
    >
      <Segmented
        label="How archives are kept"
        options={options}
        value={keeping}
        onChange={(value) => changeRetention({ keeping: value })}
        className="flex w-full"
      />
      {keeping === "last" ? <LastField /> : null}
      {keeping === "thinning" ? <RuleFields /> : null}
      <Hint>{reachText(draft.retention)}</Hint>
      {plan ? <JudgedNow judged={judged} timeZone={draft.timeZone} planId={plan.id} /> : null}
    </FormSection>
  );
}

function reachText(retention: RetentionDraft): string {
  const reach = reachOf(retention);
  if (!reach) return "Nothing is let go: the vault grows with every run.";
  const archives = plural(reach.most, "archive");
  if (reach.within) {
    const more = reach.most > 0 ? ` Beyond it, at most ${archives}.` : "";
    return `Everything of the last ${reach.within} stays.${more}`;
  }
  return reach.span
    ? `Reaches back ${reach.span} with at most ${archives}.`
    : `Keeps at most ${archives}.`;
}

function LastField() {
  const { draft, changeRetention, problem, leave } = usePlanForm();
  return (
    <Field
      label="Archives"
      id="keep-last"
      error={problem("keep-last")}
      className="w-32 max-md:w-full"
    >
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          value={draft.retention.last}
          onChange={(event) => changeRetention({ last: event.target.value })}
          onBlur={() => leave("keep-last")}
        />
      )}
    </Field>
  );
}

function RuleFields() {
  const { draft, changeRule, problem, leave } = usePlanForm();
  const { rules } = draft.retention;
  return (
    <div className="grid grid-cols-3 items-start gap-2.5 md:grid-cols-4">
      {fields.map(({ field, label }) => (
        <Field key={field} label={label} id={`keep-${field}`} error={problem(`keep-${field}`)}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              value={rules[field]}
              placeholder="none"
              onChange={(event) => changeRule(field, event.target.value)}
              onBlur={() => leave(`keep-${field}`)}
            />
          )}
        </Field>
      ))}
      <Field
        label="Everything of the last"
        id="keep-keepWithin"
        hint="Years, months, days, hours: 1y2m7d3h"
        error={problem("keep-keepWithin")}
        className="col-span-2"
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            value={rules.keepWithin}
            placeholder="none"
            onChange={(event) => changeRule("keepWithin", event.target.value)}
            onBlur={() => leave("keep-keepWithin")}
          />
        )}
      </Field>
    </div>
  );
}
