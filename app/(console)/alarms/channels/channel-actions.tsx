"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useState, useTransition } from "react";
import { ConfirmDialog } from "#components/confirm-dialog";
import { Button } from "#components/ui/button";
import { Switch } from "#components/ui/switch";
import { toast } from "#components/ui/toast";
import { deleteChannelAction, enableChannelAction } from "./actions.ts";

/** Enables or disables a channel, and deletes it. */
export function ChannelActions({
  channel: { id, name, enabled },
}: {
  channel: { id: string; name: string; enabled: boolean };
}) {
  const router = useRouter();
  const [shown, setShown] = useOptimistic(enabled);
  const [, startTransition] = useTransition();
  const [asking, setAsking] = useState(false);
  const change = (wanted: boolean) =>
    startTransition(async () => {
      setShown(wanted);
      const outcome = await enableChannelAction({ id, enabled: wanted });
      if (!outcome.ok) toast.error(outcome.failure.sentence, { description: outcome.failure.next });
    });
  const remove = async () => {
    const outcome = await deleteChannelAction({ id });
    if (outcome.ok) router.push("/alarms");
    return outcome;
  };
  return (
    <>
      <Switch label="Enabled" checked={shown} onChange={(event) => change(event.target.checked)} />
      <Button variant="danger" onClick={() => setAsking(true)}>
        Delete channel
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete the channel ${name}?`}
        description="Nobody is told through it any more, and its secrets are forgotten. What it was sent stays in the delivery log."
        confirm="Delete channel"
        onConfirm={remove}
      />
    </>
  );
}
