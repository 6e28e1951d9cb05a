"use client";

import { Hint } from "#components/ui/field";
import { Segmented } from "#components/ui/segmented";
import type { BrakeMode } from "#lib/plans/schema";
import { brakeLimits } from "#lib/runs/schema";
import { usePlanForm } from "./plan-form-context.tsx";

const options: { value: BrakeMode; label: string }[] = [
  { value: "usual", label: "Usual" },
  { value: "strict", label: "Strict" },
  { value: "off", label: "Off" },
];

/** How far an archive may be off those before it until nothing of the plan is let go any more. */
export function BrakeField() {
  const { draft, change } = usePlanForm();
  return (
    <div className="flex max-w-136 flex-col items-start gap-1.5">
      <p className="font-medium" aria-hidden="true">
        Brake
      </p>
      <Segmented
        label="Brake"
        options={options}
        value={draft.brake}
        onChange={(brake) => change("brake", { brake })}
        className="max-md:flex max-md:w-full"
      />
      <Hint>{limitsText(draft.brake)}</Hint>
    </div>
  );
}

function limitsText(mode: BrakeMode): string {
  if (mode === "off") return "No archive is flagged, whatever changed. Retention never pauses.";
  const { gone, changed, hardened, drop } = brakeLimits[mode];
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return `An archive is flagged and nothing is let go until you decide when, beyond what is usual for this plan, ${percent(changed)} of its files changed, ${percent(gone)} are gone, ${percent(hardened)} of the content looks encrypted, or it holds ${percent(drop)} less than ever.`;
}
