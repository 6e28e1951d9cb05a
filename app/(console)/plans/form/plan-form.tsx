"use client";

import { Database, FileCog, Layers } from "lucide-react";
import { useEffect, useState } from "react";
import { Alert } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Field, FormSection } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { RadioCard, RadioCards } from "#components/ui/radio-card";
import type { PlanType, SchedulePreview } from "#lib/plans/schema";
import { type PlanDraft, sourcesForType } from "../draft.ts";
import { AdvancedSection } from "./advanced-section.tsx";
import {
  type KnownDevices,
  PlanFormProvider,
  type PlanToChange,
  usePlanForm,
} from "./plan-form-context.tsx";
import { PlanSummary } from "./plan-summary.tsx";
import { RetentionSection } from "./retention-section.tsx";
import type { Meanwhile } from "./save-refused.tsx";
import { ScheduleSection } from "./schedule-section.tsx";
import { SourcesField } from "./sources-field.tsx";
import { useHeartbeat } from "./use-heartbeat.tsx";
import { usePlanDraft } from "./use-plan-draft.tsx";
import { type JudgedArchives, useRetentionPreview } from "./use-retention-preview.tsx";
import { useSave } from "./use-save.tsx";
import { useSchedulePreview } from "./use-schedule-preview.tsx";

interface PlanFormProps {
  /** `null`: a plan that does not exist yet. */
  plan: PlanToChange | null;
  initial: PlanDraft;
  /** Names of all time zones. */
  zones: string[];
  /** What the schedule of `initial` would do. */
  preview: SchedulePreview;
  /** What the retention of `initial` does to the archives there are. */
  judged: JudgedArchives;
  /** Words that devices can be chosen by. */
  devices: KnownDevices;
  /** Where its runs give signs of life; `null`: nowhere. */
  heartbeatHost: string | null;
}

/**
 * One form for a new plan and a change: everything is filled in, the summary says what it means.
 *
 * When somebody saves the plan meanwhile, what was typed here stays, and the form says so.
 */
export function PlanForm(now: PlanFormProps) {
  const [begun, setBegun] = useState({ ...now, round: 0 });
  const isSame = now.plan?.updatedAt.getTime() === begun.plan?.updatedAt.getTime();
  const meanwhile: Meanwhile | null = isSame
    ? null
    : {
        load: () => setBegun({ ...now, round: begun.round + 1 }),
        keep: () => setBegun({ ...begun, plan: now.plan }),
      };
  const { round, ...props } = begun;
  return <BegunForm key={round} {...props} meanwhile={meanwhile} />;
}

function BegunForm({
  plan,
  initial,
  zones,
  devices,
  heartbeatHost,
  meanwhile,
  ...first
}: PlanFormProps & { meanwhile: Meanwhile | null }) {
  const state = usePlanDraft(plan, initial, devices);
  const heartbeat = useHeartbeat(heartbeatHost);
  const save = useSave(state, heartbeat);
  const untouched = state.draft === initial;
  useEffect(() => {
    if (untouched) meanwhile?.load();
  }, [untouched, meanwhile]);
  const schedule = useSchedulePreview(state.form, first.preview);
  const judged = useRetentionPreview(state.form, first.judged);
  return (
    <PlanFormProvider value={state.form}>
      <form
        aria-label={plan ? `Edit ${plan.name}` : "New plan"}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.submit({ thenRun: false });
        }}
        className="flex flex-col gap-4 md:gap-5 lg:grid lg:grid-cols-[minmax(0,1fr)_19rem] lg:items-start"
      >
        <div className="flex min-w-0 flex-col gap-4 md:gap-5">
          {state.restored ? <RestoredNote discard={state.discard} /> : null}
          <div className="rounded-lg border bg-card">
            <TypeChoice />
            <FormSection title="What" id="what" hint="Add as many sources as belong together.">
              <NameField />
              <SourcesField />
            </FormSection>
            <ScheduleSection zones={zones} preview={schedule} />
            <RetentionSection judged={judged} />
            <AdvancedSection heartbeat={heartbeat} />
          </div>
        </div>
        <PlanSummary
          schedule={schedule}
          judged={judged}
          state={state}
          save={save}
          meanwhile={untouched ? null : meanwhile}
        />
      </form>
    </PlanFormProvider>
  );
}

function RestoredNote({ discard }: { discard: () => void }) {
  return (
    <Alert
      live
      title="What you typed before is back."
      actions={
        <Button size="sm" onClick={discard}>
          Start over
        </Button>
      }
    >
      This tab kept it; nothing of it was saved.
    </Alert>
  );
}

const types: { type: PlanType; title: string; note: string; icon: typeof Layers }[] = [
  { type: "full", title: "Full", note: "Databases, media, logs, files, devices", icon: Layers },
  { type: "config", title: "Config", note: "Devices and configuration files", icon: FileCog },
  { type: "data", title: "Data", note: "Databases and media only", icon: Database },
];

function TypeChoice() {
  const { draft, change, plan } = usePlanForm();
  if (plan?.builtIn) return <BuiltInNote name={plan.name} />;
  return (
    <div className="p-4 md:p-5">
      <RadioCards legend="Type">
        {types.map(({ type, title, note, icon: Icon }) => (
          <RadioCard
            key={type}
            id={type === draft.type ? "type" : undefined}
            name="type"
            value={type}
            title={title}
            note={note}
            icon={<Icon aria-hidden="true" />}
            checked={draft.type === type}
            onChange={() => change("type", { type, sources: sourcesForType(draft.sources, type) })}
          />
        ))}
      </RadioCards>
    </div>
  );
}

function BuiltInNote({ name }: { name: string }) {
  return (
    <p className="p-4 text-muted-foreground md:p-5">
      {name} belongs to this installation: its database, its logs and all devices, never its key.
      When it runs and what it keeps is yours to change.
    </p>
  );
}

function NameField() {
  const { draft, change, problem, leave, plan } = usePlanForm();
  if (plan?.builtIn) return null;
  return (
    <Field label="Name" id="name" error={problem("name")}>
      {(control) => (
        <Input
          {...control}
          value={draft.name}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => change("name", { name: event.target.value })}
          onBlur={() => leave("name")}
        />
      )}
    </Field>
  );
}
