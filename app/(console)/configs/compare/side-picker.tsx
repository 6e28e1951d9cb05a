"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Select } from "#components/ui/select";
import type { VersionState } from "#lib/versions/schema";
import { type PairState, pairAddress } from "./list-state.ts";

interface SidePickerProps {
  side: "a" | "b";
  label: string;
  state: PairState;
  devices: { id: string; name: string; versionId: string }[];
  /** `null`: nothing is chosen yet. */
  chosen: { deviceId: string; deviceName: string; versionId: string } | null;
  versions: { id: string; number: number; state: VersionState; when: string }[];
}

/** Chooses a device, then one of its versions; the address says which. */
export function SidePicker({ side, label, state, devices, chosen, versions }: SidePickerProps) {
  const router = useRouter();
  const [pending, begin] = useTransition();
  const choose = (versionId: string) => {
    if (!versionId) return;
    begin(() => router.push(pairAddress({ ...state, [side]: versionId }), { scroll: false }));
  };
  const isListed = devices.some(({ id }) => id === chosen?.deviceId);
  const versionOf = (deviceId: string) => devices.find(({ id }) => id === deviceId)?.versionId;
  return (
    <fieldset aria-busy={pending || undefined} className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-muted-foreground">{label}</legend>
      <div className="grid grid-cols-[minmax(0,auto)_minmax(0,1fr)] gap-1.5 md:flex">
        <Select
          key={chosen?.deviceId ?? ""}
          aria-label={`${label}: device`}
          defaultValue={chosen?.deviceId ?? ""}
          onChange={(event) => choose(versionOf(event.target.value) ?? "")}
          className="max-w-44 font-medium md:w-auto"
        >
          {chosen ? null : <option value="">Choose a device</option>}
          {chosen && !isListed ? (
            <option value={chosen.deviceId}>{chosen.deviceName}</option>
          ) : null}
          {devices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        {chosen ? (
          <Select
            key={chosen.versionId}
            aria-label={`${label}: version`}
            defaultValue={chosen.versionId}
            onChange={(event) => choose(event.target.value)}
            className="md:w-auto"
          >
            {versions.map(({ id, number, state: is, when }) => (
              <option key={id} value={id}>
                Version {number}, {is === "past" ? when : `${is}, ${when}`}
              </option>
            ))}
          </Select>
        ) : null}
      </div>
    </fieldset>
  );
}
