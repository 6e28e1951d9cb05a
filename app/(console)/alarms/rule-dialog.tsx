"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { CheckboxField } from "#components/ui/checkbox";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import type { AlarmKind, AlarmRule } from "#lib/alarms/schema";
import { FormDialog } from "../form-dialog.tsx";
import { changeRuleAction } from "./actions.ts";
import { ChosenChannels } from "./chosen-channels.tsx";
import { capital, everyText, type NamedChannel } from "./words.ts";

interface RuleButtonProps {
  kind: AlarmKind;
  label: string;
  /** What its `after` counts; `null`: nothing. */
  measure: { words: string; most?: true } | null;
  rule: AlarmRule;
  channels: readonly NamedChannel[];
}

const repeats = [1, 6, 24, 72, 168];

/** Opens the rule of one kind of alarm. */
export function RuleButton({ kind, label, measure, rule, channels }: RuleButtonProps) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(rule);
  const change = (patch: Partial<AlarmRule>) => setDraft((before) => ({ ...before, ...patch }));
  return (
    <>
      <Button
        size="sm"
        aria-label={`Change rule: ${label}`}
        onClick={() => {
          setDraft(rule);
          setOpen(true);
        }}
      >
        Change
      </Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title={label}
        description="Alarms are listed here whatever the rule says; it decides whom they are told."
        submit="Save rule"
        onSubmit={() => changeRuleAction({ kind, ...draft })}
      >
        <ChosenChannels
          chosen={draft.channels}
          onChange={(chosen) => change({ channels: chosen })}
          channels={channels}
        />
        {measure ? (
          <Field
            label={
              measure.most
                ? `Within how many ${measure.words}`
                : `From how many ${measure.words} on`
            }
            id="rule-after"
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                max={365}
                value={Number.isNaN(draft.after) ? "" : draft.after}
                onChange={(event) => change({ after: event.target.valueAsNumber })}
              />
            )}
          </Field>
        ) : null}
        <RepeatField draft={draft} change={change} />
        <CheckboxField
          label="Tell its end too"
          checked={draft.recoveries}
          onChange={(event) => change({ recoveries: event.target.checked })}
        />
        <CheckboxField
          label="Break through quiet hours"
          checked={draft.breaksQuiet}
          onChange={(event) => change({ breaksQuiet: event.target.checked })}
        />
      </FormDialog>
    </>
  );
}

interface PartProps {
  draft: AlarmRule;
  change: (patch: Partial<AlarmRule>) => void;
}

function RepeatField({ draft, change }: PartProps) {
  const { repeatHours } = draft;
  const offered =
    repeatHours && !repeats.includes(repeatHours) ? [...repeats, repeatHours] : repeats;
  return (
    <Field label="Again while nobody has taken it" id="rule-repeat">
      {(control) => (
        <Select
          {...control}
          value={repeatHours ?? ""}
          onChange={(event) => change({ repeatHours: Number(event.target.value) || null })}
        >
          <option value="">Never</option>
          {offered
            .toSorted((a, b) => a - b)
            .map((hours) => (
              <option key={hours} value={hours}>
                {capital(everyText(hours))}
              </option>
            ))}
        </Select>
      )}
    </Field>
  );
}
