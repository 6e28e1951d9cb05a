"use client";

import { Plus, Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button, IconButton } from "#components/ui/button";
import { CheckboxField } from "#components/ui/checkbox";
import { CodeInput } from "#components/ui/input";
import { Select } from "#components/ui/select";
import type { SearchCondition } from "#lib/versions/schema";
import { kindOf, rowsMax } from "./list-state.ts";

interface Option {
  value: string;
  label: string;
}

interface SearchFormProps {
  conditions: SearchCondition[];
  matchCase: boolean;
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
export function SearchForm({ conditions, matchCase, narrows }: SearchFormProps) {
  const router = useRouter();
  const [pending, begin] = useTransition();
  const given = conditions.length > 0 ? conditions : [{ is: "contains", text: "", whole: false }];
  const [rows, setRows] = useState(() =>
    given.map((condition, id) => ({
      id,
      kind: kindOf(condition as SearchCondition),
      text: condition.text,
    })),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const search = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === "string" && (value !== "" || name === "text"))
        search.append(name, value);
    }
    begin(() => router.push(`/configs/search?${search}`, { scroll: false }));
  };
  const add = () => {
    const id = 1 + Math.max(...rows.map((row) => row.id));
    setRows([...rows, { id, kind: "lacks", text: "" }]);
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
          <CheckboxField
            name="case"
            value="1"
            defaultChecked={matchCase}
            label="Match case"
            className="self-center"
          />
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
  row: { kind: string; text: string };
  isFirst: boolean;
  onRemove: (() => void) | null;
}

function ConditionRow({ ordinal, row, isFirst, onRemove }: ConditionRowProps) {
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
      <CodeInput
        name="text"
        aria-label={`${ordinal} condition: text`}
        defaultValue={row.text}
        maxLength={200}
        placeholder={isFirst ? "ntp server" : undefined}
        data-filter={isFirst || undefined}
        className="min-w-0 flex-1 max-md:basis-44"
      />
      {onRemove ? (
        <IconButton label={`Remove the ${ordinal.toLowerCase()} condition`} onClick={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      ) : null}
    </fieldset>
  );
}
