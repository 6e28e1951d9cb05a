"use client";

import { RefreshCw } from "lucide-react";
import { useTransition } from "react";
import { Button } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import { askScrubAction } from "./actions.ts";

/** Has the worker read the whole vault now; while it does, or waits, a second one is not asked for. */
export function ScrubNow({ refused }: { refused: string | null }) {
  const [pending, startTransition] = useTransition();
  const ask = () =>
    startTransition(async () => {
      const outcome = await askScrubAction({});
      if (!outcome.ok) toast.error(outcome.failure.sentence, { description: outcome.failure.next });
    });
  return (
    <Button pending={pending} disabledBecause={refused} onClick={ask}>
      <RefreshCw aria-hidden="true" />
      Scrub now
    </Button>
  );
}
