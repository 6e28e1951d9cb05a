"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { versionsWords } from "#components/config/spans";
import { Select } from "#components/ui/select";
import type { VersionState } from "#lib/versions/schema";
import { deviceAddress, type PageState } from "../list-state.ts";

/** Chooses the version that is read; the address says which. */
export function VersionPicker({
  deviceId,
  view,
  shown,
  choices,
  others,
}: {
  deviceId: string;
  /** How it is read now, and will be. */
  view: PageState["view"];
  shown: number;
  /** Those around it, newest first. */
  choices: { number: number; state: VersionState }[];
  /** Parts of all others: choosing one shows its newest, and then all of that part can be chosen. */
  others: { from: number; to: number }[];
}) {
  const router = useRouter();
  const [pending, begin] = useTransition();
  const choose = (version: number) =>
    begin(() => router.push(deviceAddress(deviceId, { version, view }), { scroll: false }));
  const newest = choices[0]?.number ?? shown;
  return (
    <Select
      key={shown}
      aria-label="Version"
      aria-busy={pending || undefined}
      defaultValue={shown}
      onChange={(event) => choose(Number(event.target.value))}
      className="w-auto font-medium md:h-7"
    >
      <OtherVersions parts={others.filter(({ from }) => from > newest)} label="Newer" />
      {choices.map(({ number, state }) => (
        <option key={number} value={number}>
          Version {number}
          {state === "past" ? "" : `, ${state}`}
        </option>
      ))}
      <OtherVersions parts={others.filter(({ to }) => to < newest)} label="Older" />
    </Select>
  );
}

function OtherVersions({ parts, label }: { parts: { from: number; to: number }[]; label: string }) {
  if (parts.length === 0) return null;
  return (
    <optgroup label={label}>
      {parts.map(({ from, to }) => (
        <option key={to} value={to}>
          {versionsWords({ from, to })}
        </option>
      ))}
    </optgroup>
  );
}
