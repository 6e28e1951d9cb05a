"use client";

import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { choiceWords, type DeviceChoice } from "../device-choice/draft.ts";
import type { SourceDraft } from "../draft.ts";
import { usePlanForm } from "./plan-form-context.tsx";

const ways = ["all", "tags", "sites", "names"] as const;

/** Which devices a plan takes: all of them, or those of some tags, sites or names. */
export function DeviceChoiceFields({ source }: { source: SourceDraft }) {
  const { changeSource, problem, leave, devices } = usePlanForm();
  const { key } = source;
  const { by, words } = source.devices;
  const set = (patch: Partial<DeviceChoice>) =>
    changeSource(key, { devices: { ...source.devices, ...patch } });
  return (
    <div className="grid min-w-0 grid-cols-1 gap-2 max-md:col-span-2 max-md:row-start-2">
      <Field label="Which" id={by === "all" ? `${key}-path` : `${key}-choice`}>
        {(control) => (
          <Select
            {...control}
            value={by}
            onChange={(event) => {
              const way = ways.find((each) => each === event.target.value);
              if (way) set({ by: way, words: "" });
            }}
          >
            {ways.map((way) => (
              <option key={way} value={way}>
                {choiceWords[way].label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {by === "all" ? null : (
        <Field
          label={by === "names" ? "Devices" : by === "tags" ? "Tags" : "Sites"}
          id={`${key}-path`}
          hint="Several with commas between them."
          error={problem(`${key}-path`)}
        >
          {(control) => (
            <>
              <Input
                {...control}
                value={words}
                list={`${key}-known`}
                placeholder={devices[by].slice(0, 2).join(", ")}
                autoComplete="off"
                onChange={(event) => set({ words: event.target.value })}
                onBlur={() => leave(`${key}-path`)}
              />
              <datalist id={`${key}-known`}>
                {devices[by].map((word) => (
                  <option key={word} value={withLast(words, word)} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      )}
    </div>
  );
}

/** The list as typed with its last word replaced: browsers offer whole values only. */
function withLast(words: string, word: string): string {
  const before = words.split(",").slice(0, -1);
  return [...before.map((each) => each.trim()), word].join(", ");
}
