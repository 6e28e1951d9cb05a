"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Select } from "#components/ui/select";
import type { VersionState } from "#lib/versions/schema";
import { deviceAddress } from "../list-state.ts";

/** Chooses the version that is read; the address says which. */
export function VersionPicker({
  deviceId,
  shown,
  choices,
}: {
  deviceId: string;
  shown: number;
  choices: { number: number; state: VersionState }[];
}) {
  const router = useRouter();
  const [pending, begin] = useTransition();
  const choose = (version: number) =>
    begin(() => router.push(deviceAddress(deviceId, { version }), { scroll: false }));
  return (
    <Select
      key={shown}
      aria-label="Version"
      aria-busy={pending || undefined}
      defaultValue={shown}
      onChange={(event) => choose(Number(event.target.value))}
      className="w-auto font-medium md:h-7"
    >
      {choices.map(({ number, state }) => (
        <option key={number} value={number}>
          Version {number}
          {state === "past" ? "" : `, ${state}`}
        </option>
      ))}
    </Select>
  );
}
