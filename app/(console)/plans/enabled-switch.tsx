"use client";

import { useOptimistic, useTransition } from "react";
import { Switch } from "#components/ui/switch";
import { toast } from "#components/ui/toast";
import { enablePlanAction } from "./actions.ts";

/** Starts and stops a plan's clock at once; goes back where that was refused. */
export function EnabledSwitch({
  plan,
  label,
}: {
  plan: { id: string; name: string; enabled: boolean };
  /** Words beside the switch; without them it is named for the plan. */
  label?: string;
}) {
  const [enabled, setEnabled] = useOptimistic(plan.enabled);
  const [, startTransition] = useTransition();
  const change = (wanted: boolean) =>
    startTransition(async () => {
      setEnabled(wanted);
      const outcome = await enablePlanAction({ id: plan.id, enabled: wanted });
      if (!outcome.ok) toast.error(outcome.failure.sentence, { description: outcome.failure.next });
    });
  return (
    <Switch
      {...(label ? { label } : { "aria-label": `${plan.name} enabled`, className: "block" })}
      checked={enabled}
      onChange={(event) => change(event.target.checked)}
    />
  );
}
