"use client";

import { ConfirmDialog } from "#components/confirm-dialog";
import { toast } from "#components/ui/toast";
import { deletePlanAction } from "./actions.ts";

/** Asks before a plan is deleted, and says what stays. */
export function DeletePlan({
  plan,
  open,
  onOpenChange,
}: {
  plan: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete the plan ${plan.name}?`}
      description="It never runs again and its name becomes free. Its archives stay, none of them is let go any more, and they can be downloaded as before. A run that goes on finishes."
      confirm="Delete plan"
      typeName={plan.name}
      onConfirm={async () => {
        const outcome = await deletePlanAction({ id: plan.id });
        if (outcome.ok) toast(`${plan.name} was deleted. Its archives stay.`);
        return outcome;
      }}
    />
  );
}
