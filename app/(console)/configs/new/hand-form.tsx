"use client";

import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ChangeEvent, type FormEvent, useRef, useState, useTransition } from "react";
import { formatBytes } from "#components/format";
import { Problem } from "#components/ui/alert";
import { Button, buttonVariants } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input, Textarea } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toast";
import type { FailureReport } from "#lib/failures";
import { type PlatformId, platformIds, platformNames } from "#lib/platforms/schema";
import { handTextBytesMax as textBytesMax } from "#lib/versions/schema";
import { addByHandAction } from "../actions.ts";

export interface HandDevice {
  id: string;
  name: string;
  platform: PlatformId | null;
}

interface Draft {
  deviceId: string;
  platform: PlatformId | "";
  text: string;
  why: string;
}

/** A configuration, pasted or from a file, and why it is put there by hand. */
export function HandForm({ devices, chosen }: { devices: HandDevice[]; chosen: string }) {
  const form = useHandForm(devices, chosen);
  const { draft, change, problems } = form;
  const device = devices.find(({ id }) => id === draft.deviceId);
  return (
    <form ref={form.ref} onSubmit={form.submit} noValidate className="flex flex-col gap-3.5">
      <Field label="Device" id="hand-deviceId" error={problems.deviceId}>
        {(control) => (
          <Select
            {...control}
            value={draft.deviceId}
            onChange={(event) => change({ deviceId: event.target.value })}
          >
            <option value="">Choose a device</option>
            {devices.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {device && !device.platform ? (
        <PlatformField draft={draft} change={change} problem={problems.platform} />
      ) : null}
      <TextField
        draft={draft}
        change={change}
        problem={problems.text}
        onTooLarge={form.refuseSize}
      />
      <Field
        label="Reason"
        id="hand-why"
        error={problems.why}
        hint="It stays with the version and in the activity trail."
      >
        {(control) => (
          <Input
            {...control}
            value={draft.why}
            maxLength={500}
            onChange={(event) => change({ why: event.target.value })}
          />
        )}
      </Field>
      {form.failure ? <Problem failure={form.failure} consequence="Nothing was added." /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button type="submit" variant="primary" pending={form.pending}>
          Add version
        </Button>
      </div>
    </form>
  );
}

interface FieldProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  problem: string | undefined;
}

interface TextFieldProps extends FieldProps {
  /** Told of a file that is not taken, with its bytes. */
  onTooLarge: (bytes: number) => void;
}

function PlatformField({ draft, change, problem }: FieldProps) {
  return (
    <Field
      label="Platform"
      id="hand-platform"
      error={problem}
      hint="It is not known of this device yet, and says which lines hold secrets and which count as change."
    >
      {(control) => (
        <Select
          {...control}
          value={draft.platform}
          onChange={(event) =>
            change({ platform: platformIds.find((id) => id === event.target.value) ?? "" })
          }
        >
          <option value="">Choose a platform</option>
          {platformIds.map((id) => (
            <option key={id} value={id}>
              {platformNames[id]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function TextField({ draft, change, problem, onTooLarge }: TextFieldProps) {
  const upload = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    // A larger one is not read at all: its size alone would hold the page up.
    if (file && file.size > textBytesMax) onTooLarge(file.size);
    else if (file) change({ text: await file.text() });
    event.target.value = "";
  };
  return (
    <Field
      label="Text"
      id="hand-text"
      error={problem}
      hint={`As the device would give it, whole, ${formatBytes(textBytesMax)} at most.`}
      aside={
        <label
          className={buttonVariants({
            size: "sm",
            className:
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring",
          })}
        >
          <Upload aria-hidden="true" />
          Take from a file
          <input type="file" onChange={upload} className="sr-only" />
        </label>
      }
    >
      {(control) => (
        <Textarea
          {...control}
          value={draft.text}
          onChange={(event) => change({ text: event.target.value })}
          rows={16}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          className="font-mono text-code max-md:text-base"
        />
      )}
    </Field>
  );
}

function useHandForm(devices: HandDevice[], chosen: string) {
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>({ deviceId: chosen, platform: "", text: "", why: "" });
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, startTransition] = useTransition();
  const ref = useRef<HTMLFormElement>(null);
  const show = (found: Record<string, string>) => {
    setProblems(found);
    const [first] = Object.keys(found);
    if (first) ref.current?.querySelector<HTMLElement>(`#hand-${first}`)?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    const device = devices.find(({ id }) => id === draft.deviceId);
    const found = problemsOf(draft, device);
    show(found);
    setFailure(null);
    if (!device || Object.keys(found).length > 0) return;
    startTransition(async () => {
      const { platform, ...rest } = draft;
      const outcome = await addByHandAction(platform ? { ...rest, platform } : rest);
      if (outcome.ok) {
        toast(`Version ${outcome.value.number} of ${device.name} was added.`);
        router.push(`/devices/${device.id}?version=${outcome.value.number}`);
      } else if (outcome.fields) show(outcome.fields);
      else setFailure(outcome.failure);
    });
  };
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const refuseSize = (bytes: number) => show({ text: sizeWords(bytes) });
  return { ref, draft, change, problems, failure, pending, submit, refuseSize };
}

function sizeWords(bytes: number): string {
  return `The text has ${formatBytes(bytes)}, and ${formatBytes(textBytesMax)} can be kept.`;
}

function problemsOf(draft: Draft, device: HandDevice | undefined): Record<string, string> {
  const problems: Record<string, string> = {};
  if (!device) problems.deviceId = "Choose the device that this text is of.";
  else if (!device.platform && !draft.platform) problems.platform = "Choose its platform.";
  const bytes = new Blob([draft.text]).size;
  if (draft.text.trim() === "") problems.text = "Paste the text, or take it from a file.";
  else if (bytes > textBytesMax) {
    problems.text = sizeWords(bytes);
  }
  if (draft.why.trim() === "") problems.why = "Say why it is added by hand.";
  return problems;
}
