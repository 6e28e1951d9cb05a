"use client";

import { useTransition } from "react";
import { Button } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import { allowAddressAction } from "./alarms/channels/actions.ts";

/** Lets messages go to one address inside the network, then tries again where there is something to try. */
export function AllowAddress({ address, onAllowed }: { address: string; onAllowed?: () => void }) {
  const [pending, startTransition] = useTransition();
  const allow = () =>
    startTransition(async () => {
      const outcome = await allowAddressAction({ address });
      if (!outcome.ok) {
        toast.error(outcome.failure.sentence, { description: outcome.failure.next });
        return;
      }
      toast(`Messages may go to ${address} now.`);
      onAllowed?.();
    });
  return (
    <Button size="sm" variant="primary" pending={pending} onClick={allow}>
      Allow {address}
    </Button>
  );
}
