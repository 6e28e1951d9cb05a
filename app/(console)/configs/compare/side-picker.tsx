"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { versionsWords } from "#components/config/spans";
import { Select } from "#components/ui/select";
import type { VersionState, VersionWindow } from "#lib/versions/schema";
import { type PairState, pairAddress } from "./list-state.ts";

interface SidePickerProps {
  side: "a" | "b";
  label: string;
  state: PairState;
  devices: { id: string; name: string; versionId: string }[];
  /** `null`: nothing is chosen yet. */
  chosen: { deviceId: string; deviceName: string; versionId: string } | null;
  versions: { id: string; number: number; state: VersionState; when: string }[];
  /** Parts of all other versions of the device, each by its newest. */
  parts: VersionWindow["parts"];
}

/** Chooses a device, then one of its versions; the address says which. */
export function SidePicker(props: SidePickerProps) {
  const { side, label, state, devices, chosen, versions, parts } = props;
  const router = useRouter();
  const [pending, begin] = useTransition();
  const choose = (versionId: string) => {
    if (!versionId) return;
    begin(() => router.push(pairAddress({ ...state, [side]: versionId }), { scroll: false }));
  };
  const newest = versions[0]?.number ?? 0;
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
            <OtherVersions parts={parts.filter(({ from }) => from > newest)} label="Newer" />
            {versions.map(({ id, number, state: is, when }) => (
              <option key={id} value={id}>
                Version {number}, {is === "past" ? when : `${is}, ${when}`}
              </option>
            ))}
            <OtherVersions parts={parts.filter(({ to }) => to < newest)} label="Older" />
          </Select>
        ) : null}
      </div>
    </fieldset>
  );
}

/** Choosing a part compares its newest version, and then all of that part can be chosen. */
function OtherVersions({ parts, label }: { parts: VersionWindow["parts"]; label: string }) {
  if (parts.length === 0) return null;
  return (
    <optgroup label={label}>
      {parts.map((part) => (
        <option key={part.id} value={part.id}>
          {versionsWords(part)}
        </option>
      ))}
    </optgroup>
  );
}
