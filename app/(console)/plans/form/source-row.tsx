"use client";

import { X } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { sourceKindWords } from "#components/source-kind";
import { IconButton } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { CodeInput } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { type FormKind, isFilled, kindsFor, newSource, type SourceDraft } from "../draft.ts";
import { guessKind } from "../schema.ts";
import { DeviceChoiceFields } from "./device-choice-fields.tsx";
import { usePlanForm } from "./plan-form-context.tsx";
import { SourceFindings } from "./source-findings.tsx";
import { SourceOptions } from "./source-options.tsx";
import { signatureOf } from "./use-trials.tsx";

/** A source is looked at once typing pauses. */
const pauseMs = 500;

const examples: Record<FormKind, string> = {
  database: "/srv/app/app.db",
  media: "/srv/app/media",
  logs: "/var/log/app",
  files: "/etc/app",
  devices: "",
};

/** One source: its kind, its path, what is there, and its options. */
export function SourceRow({ source, index }: { source: SourceDraft; index: number }) {
  const { changeSource, problem, leave, draft, change } = usePlanForm();
  useLook(source);
  const { key, kind, path } = source;
  const kinds = kindsFor(draft.type);
  const isFolder = kind !== "database";
  const isDevices = kind === "devices";
  const which = draft.sources.length > 1 ? ` of source ${index + 1}` : "";
  const heard = <span className="sr-only">{which}</span>;
  const remove = () => {
    const rest = draft.sources.filter((each) => each.key !== key);
    const [first = "files"] = kinds;
    change(`${key}-`, { sources: rest.length > 0 ? rest : [newSource(first, "first-row")] });
  };
  const typePath = (typed: string) => {
    const guess = source.kindChosen || source.id ? null : guessKind(typed, kinds);
    changeSource(key, { path: typed, ...(guess ? { kind: guess } : {}) });
  };
  return (
    <li className="flex min-w-0 flex-col gap-1.5 border-t pt-3.5 first:border-t-0 first:pt-0">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 md:grid-cols-[7.5rem_minmax(0,1fr)_auto]">
        <Field label={<>Kind{heard}</>} id={`${key}-kind`} error={problem(`${key}-kind`)}>
          {(control) => (
            <KindSelect {...control} source={source} kinds={kinds} changeSource={changeSource} />
          )}
        </Field>
        {isDevices ? (
          <DeviceChoiceFields source={source} />
        ) : (
          <Field
            label={
              <>
                {isFolder ? "Folder" : "Database file"}
                {heard}
              </>
            }
            id={`${key}-path`}
            error={problem(`${key}-path`)}
            className="max-md:col-span-2 max-md:row-start-2"
          >
            {(control) => (
              <CodeInput
                {...control}
                value={path}
                placeholder={examples[kind]}
                inputMode="url"
                onChange={(event) => typePath(event.target.value)}
                onBlur={() => leave(`${key}-path`)}
              />
            )}
          </Field>
        )}
        <IconButton
          label={`Remove source ${index + 1}`}
          className="mt-6.5 max-md:col-start-2 max-md:row-start-1"
          onClick={remove}
        >
          <X aria-hidden="true" />
        </IconButton>
      </div>
      {isFilled(source) ? (
        <div className="flex flex-col gap-0.5 md:pl-32">
          <SourceFindings source={source} />
          <SourceOptions source={source} />
        </div>
      ) : null}
    </li>
  );
}

function KindSelect({
  source,
  kinds,
  changeSource,
  ...control
}: {
  source: SourceDraft;
  kinds: readonly FormKind[];
  changeSource: (key: string, patch: Partial<SourceDraft>) => void;
  id: string;
}) {
  if (source.id) {
    return (
      <p id={control.id} className="flex h-11 items-center md:h-8">
        {sourceKindWords[source.kind].label}
      </p>
    );
  }
  const offered = kinds.includes(source.kind) ? kinds : [...kinds, source.kind];
  return (
    <Select
      {...control}
      value={source.kind}
      onChange={(event) => {
        const kind = offered.find((each) => each === event.target.value);
        if (kind) changeSource(source.key, { kind, kindChosen: true });
      }}
    >
      {offered.map((kind) => (
        <option key={kind} value={kind}>
          {sourceKindWords[kind].label}
        </option>
      ))}
    </Select>
  );
}

/** Has the worker look at a source while it is typed; one that the plan has already is known. */
function useLook(source: SourceDraft): void {
  const { trials, isSaved } = usePlanForm();
  const signature = signatureOf(source);
  const look = useEffectEvent(() => {
    if (!isSaved(source)) trials.ask(source);
  });
  const ready = source.kind === "devices" || /^\s*\//.test(source.path);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the source
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(look, pauseMs);
    return () => clearTimeout(timer);
  }, [signature, ready]);
}
