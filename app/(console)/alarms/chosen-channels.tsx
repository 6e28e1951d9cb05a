"use client";

import { CheckboxField } from "#components/ui/checkbox";
import type { NamedChannel } from "./words.ts";

type Chosen = "all" | string[];

/** Which channels are told: every one, or some by name. */
export function ChosenChannels({
  legend = "Tell",
  chosen,
  onChange,
  channels,
}: {
  legend?: string;
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
  channels: readonly NamedChannel[];
}) {
  const toggle = (id: string, on: boolean) => {
    const before = chosen === "all" ? channels.map((channel) => channel.id) : chosen;
    onChange(on ? [...before, id] : before.filter((each) => each !== id));
  };
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium">{legend}</legend>
      <CheckboxField
        label="Every channel"
        hint="Those that are added later too."
        checked={chosen === "all"}
        onChange={(event) => onChange(event.target.checked ? "all" : [])}
      />
      {chosen === "all"
        ? null
        : channels.map(({ id, name }) => (
            <CheckboxField
              key={id}
              label={name}
              checked={chosen.includes(id)}
              onChange={(event) => toggle(id, event.target.checked)}
            />
          ))}
    </fieldset>
  );
}
