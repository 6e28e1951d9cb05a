"use client";

import { Plus, Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState, useTransition } from "react";
import { Button, IconButton } from "#components/ui/button";
import { CheckboxField } from "#components/ui/checkbox";
import { FieldError } from "#components/ui/field";
import { CodeInput } from "#components/ui/input";
import { Select } from "#components/ui/select";
import type { SearchCondition } from "#lib/versions/schema";
import { kindOf, problemsOf, rowsMax } from "./list-state.ts";

interface Option {
  value: string;
  label: string;
}

interface SearchFormProps {
  conditions: SearchCondition[];
  /** What is wrong with each of them. */
  problems: (string | null)[];
  matchCase: boolean;
  /** Whether their texts are regular expressions. */
  regex: boolean;
  /** Which devices, by name of the parameter: what can be chosen, and what is. */
  narrows: { name: string; label: string; options: Option[]; value: string }[];
}

const ordinals = ["First", "Second", "Third", "Fourth", "Fifth"];
const kinds: Option[] = [
  { value: "contains", label: "contains" },
  { value: "lacks", label: "lacks" },
  { value: "contains-line", label: "has the line" },
  { value: "lacks-line", label: "lacks the line" },
];

/** What configurations have to contain or lack; the address then says it. */
export function SearchForm(props: SearchFormProps) {
  const { conditions, matchCase, regex, narrows } = props;
  const router = useRouter();
  const [pending, begin] = useTransition();
  const given = conditions.length > 0 ? conditions : [{ is: "contains", text: "", whole: false }];
  const [rows, setRows] = useState(() =>
    given.map((condition, id) => ({
      id,
      kind: kindOf(condition as SearchCondition),
      text: condition.text,
      problem: props.problems[id] ?? null,
    })),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const texts = form.getAll("text").map(String);
    const problems = problemsOf({ texts, regex: form.has("regex") });
    setRows(rows.map((row, index) => ({ ...row, problem: problems[index] ?? null })));
    const first = problems.findIndex((problem) => problem !== null);
    if (first >= 0) {
      event.currentTarget.querySelectorAll<HTMLInputElement>("input[name=text]")[first]?.focus();
      return;
    }
    begin(() => router.push(addressOf(form), { scroll: false }));
  };
  const add = () => {
    const id = 1 + Math.max(...rows.map((row) => row.id));
    setRows([...rows, { id, kind: "lacks", text: "", problem: null }]);
  };
  return (
    <search>
      <form onSubmit={submit} className="flex flex-col gap-2 rounded-lg border bg-card p-4">
        {rows.map((row, index) => (
          <ConditionRow
            key={row.id}
            ordinal={ordinals[index] ?? ""}
            row={row}
            isFirst={index === 0}
            onRemove={
              rows.length > 1 ? () => setRows(rows.filter(({ id }) => id !== row.id)) : null
            }
          />
        ))}
        <div className="flex flex-wrap items-center gap-2">
          {rows.length < rowsMax ? (
            <Button size="sm" onClick={add}>
              <Plus aria-hidden="true" />
              Condition
            </Button>
          ) : null}
          <Narrows narrows={narrows} />
          <Flags matchCase={matchCase} regex={regex} />
          <Button
            type="submit"
            variant="primary"
            pending={pending}
            className="ml-auto max-md:w-full"
          >
            <Search aria-hidden="true" />
            Search
          </Button>
        </div>
      </form>
    </search>
  );
}

function addressOf(form: FormData): string {
  const search = new URLSearchParams();
  for (const [name, value] of form) {
    if (typeof value === "string" && (value !== "" || name === "text")) search.append(name, value);
  }
  return `/configs/search?${search}`;
}

function Flags({ matchCase, regex }: Pick<SearchFormProps, "matchCase" | "regex">) {
  const flags = [
    { name: "case", label: "Match case", on: matchCase },
    { name: "regex", label: "Regular expression", on: regex },
  ];
  return flags.map(({ name, label, on }) => (
    <CheckboxField
      key={name}
      name={name}
      value="1"
      defaultChecked={on}
      label={label}
      className="self-center"
    />
  ));
}

function Narrows({ narrows }: Pick<SearchFormProps, "narrows">) {
  return narrows.map(({ name, label, options, value }) => (
    <Select
      key={name}
      name={name}
      aria-label={label}
      defaultValue={value}
      className="w-auto max-w-44 md:h-7 md:text-xs"
    >
      <option value="">{label}: any</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  ));
}

interface ConditionRowProps {
  ordinal: string;
  row: { kind: string; text: string; problem: string | null };
  isFirst: boolean;
  onRemove: (() => void) | null;
}

function ConditionRow({ ordinal, row, isFirst, onRemove }: ConditionRowProps) {
  const errorId = useId();
  return (
    <fieldset className="flex flex-wrap gap-2 md:flex-nowrap">
      <legend className="sr-only">{ordinal} condition</legend>
      <div className="w-full md:w-40 md:flex-none">
        <Select name="is" aria-label={`${ordinal} condition`} defaultValue={row.kind}>
          {kinds.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-1.5 max-md:basis-44">
        <CodeInput
          name="text"
          aria-label={`${ordinal} condition: text`}
          aria-invalid={row.problem ? true : undefined}
          aria-describedby={row.problem ? errorId : undefined}
          defaultValue={row.text}
          maxLength={200}
          placeholder={isFirst ? "ntp server" : undefined}
          data-filter={isFirst || undefined}
        />
        {row.problem ? <FieldError id={errorId}>{row.problem}</FieldError> : null}
      </div>
      {onRemove ? (
        <IconButton label={`Remove the ${ordinal.toLowerCase()} condition`} onClick={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      ) : null}
    </fieldset>
  );
}
