"use client";

import { Button } from "#components/ui/button";
import { CheckboxField } from "#components/ui/checkbox";
import { cn } from "#components/ui/cn";
import { Disclosure } from "#components/ui/disclosure";
import { Field } from "#components/ui/field";
import { CodeInput, controlStyle, Input } from "#components/ui/input";
import { sourceName } from "#lib/plans/schema";
import type { FormKind, SourceDraft } from "../draft.ts";
import { linesOf } from "../schema.ts";
import { usePlanForm } from "./plan-form-context.tsx";

/** Folder in the archive that holds the sources of a kind. */
const folders: Record<FormKind, string> = {
  database: "databases",
  media: "media",
  logs: "logs",
  files: "files",
  devices: "devices",
};

/** The name of a source, and for a folder what is in and out. Opens by itself when it has a problem. */
export function SourceOptions({ source }: { source: SourceDraft }) {
  const { problem } = usePlanForm();
  const isFolder = source.kind !== "database";
  if (source.kind === "devices") return null; // each device has its own name in the archive
  const ids = ["name", "include", "exclude", "excludeIfPresent", "largerThan"];
  const wrong = ids.some((id) => problem(`${source.key}-${id}`));
  return (
    <Disclosure
      summary={isFolder ? "Patterns and name" : "Name"}
      {...(wrong ? { open: true } : {})}
    >
      <div className="flex flex-col gap-3.5 pt-1.5 pb-2">
        {isFolder ? <Patterns source={source} /> : null}
        <NameField source={source} />
        {isFolder ? <Rules source={source} /> : null}
      </div>
    </Disclosure>
  );
}

function NameField({ source }: { source: SourceDraft }) {
  const { draft, problem, leave, changeSource } = usePlanForm();
  const { key, kind, path } = source;
  const others = draft.sources.filter((each) => each.key !== key);
  const own = sourceName(
    path.trim(),
    others.flatMap(({ name }) => name.trim() || []),
  );
  const folder = `${folders[kind]}/${source.name.trim() || own}/`;
  return (
    <Field
      label="Name in the archive"
      id={`${key}-name`}
      hint={
        <>
          Its place: <code>{folder}</code>
        </>
      }
      error={problem(`${key}-name`)}
    >
      {(control) => (
        <Input
          {...control}
          value={source.name}
          placeholder={own}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => changeSource(key, { name: event.target.value })}
          onBlur={() => leave(`${key}-name`)}
        />
      )}
    </Field>
  );
}

function Patterns({ source }: { source: SourceDraft }) {
  return (
    <>
      <div className="flex flex-col gap-2">
        <PatternField
          source={source}
          field="exclude"
          label="Leave out"
          hint="One pattern a line: *.tmp anywhere, cache/ a folder, /top.log at the top only."
        />
        <Presets source={source} />
      </div>
      <PatternField
        source={source}
        field="include"
        label="Only these"
        hint="Empty: everything that is not left out."
      />
    </>
  );
}

function PatternField({
  source,
  field,
  label,
  hint,
}: {
  source: SourceDraft;
  field: "include" | "exclude";
  label: string;
  hint: string;
}) {
  const { problem, leave, changeSource } = usePlanForm();
  const id = `${source.key}-${field}`;
  const lines = source[field].split("\n").length;
  return (
    <Field label={label} id={id} hint={hint} error={problem(id)}>
      {(control) => (
        <textarea
          {...control}
          rows={Math.min(8, Math.max(2, lines))}
          value={source[field]}
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          onChange={(event) => changeSource(source.key, { [field]: event.target.value })}
          onBlur={() => leave(id)}
          className={cn(controlStyle, "h-auto py-1.5 font-mono md:h-auto")}
        />
      )}
    </Field>
  );
}

const presets: { label: string; kinds: FormKind[]; patterns: string[] }[] = [
  {
    label: "Temporary files",
    kinds: ["media", "logs", "files"],
    patterns: ["*.tmp", "*.part", "*.swp", "*~", ".DS_Store", "Thumbs.db"],
  },
  {
    label: "Caches",
    kinds: ["media", "files"],
    patterns: ["cache/", ".cache/", "__pycache__/", ".thumbnails/"],
  },
  {
    label: "Dependencies",
    kinds: ["files"],
    patterns: ["node_modules/", "vendor/", ".venv/", "target/"],
  },
  { label: "Version control", kinds: ["files"], patterns: [".git/", ".hg/", ".svn/"] },
  { label: "Rotated logs", kinds: ["logs"], patterns: ["*.gz", "*.[0-9]", "*.old"] },
];

/** Patterns that many need; a press adds them, another takes them out again. */
function Presets({ source }: { source: SourceDraft }) {
  const { changeSource } = usePlanForm();
  const lines = linesOf(source.exclude);
  const toggle = (patterns: string[], on: boolean) => {
    const rest = lines.filter((line) => !patterns.includes(line));
    changeSource(source.key, { exclude: (on ? rest : [...rest, ...patterns]).join("\n") });
  };
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Patterns that many need</legend>
      {presets
        .filter(({ kinds }) => kinds.includes(source.kind))
        .map(({ label, patterns }) => {
          const on = patterns.every((pattern) => lines.includes(pattern));
          return (
            <Button
              key={label}
              size="sm"
              aria-pressed={on}
              title={patterns.join(" ")}
              onClick={() => toggle(patterns, on)}
            >
              {label}
            </Button>
          );
        })}
    </fieldset>
  );
}

function Rules({ source }: { source: SourceDraft }) {
  const { problem, leave, changeSource } = usePlanForm();
  const { key } = source;
  const set = (patch: Partial<SourceDraft>) => changeSource(key, patch);
  return (
    <>
      <div className="grid grid-cols-1 gap-3.5 md:grid-cols-2">
        <Field
          label="Leave out files larger than"
          id={`${key}-largerThan`}
          error={problem(`${key}-largerThan`)}
        >
          {(control) => (
            <Input
              {...control}
              value={source.largerThan}
              placeholder="no limit, or 2 GB"
              autoComplete="off"
              onChange={(event) => set({ largerThan: event.target.value })}
              onBlur={() => leave(`${key}-largerThan`)}
            />
          )}
        </Field>
        <Field
          label="Leave out folders that hold a file named"
          id={`${key}-excludeIfPresent`}
          error={problem(`${key}-excludeIfPresent`)}
        >
          {(control) => (
            <CodeInput
              {...control}
              value={source.excludeIfPresent}
              placeholder=".nobackup"
              onChange={(event) => set({ excludeIfPresent: event.target.value })}
              onBlur={() => leave(`${key}-excludeIfPresent`)}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-col gap-1.5">
        <CheckboxField
          label="Leave out folders marked as caches (CACHEDIR.TAG)"
          checked={source.excludeCaches}
          onChange={(event) => set({ excludeCaches: event.target.checked })}
        />
        <CheckboxField
          label="Stay on the file system of the folder"
          checked={source.oneFileSystem}
          onChange={(event) => set({ oneFileSystem: event.target.checked })}
        />
        <CheckboxField
          label="Upper and lower case count as the same in patterns"
          checked={source.ignoreCase}
          onChange={(event) => set({ ignoreCase: event.target.checked })}
        />
      </div>
    </>
  );
}
