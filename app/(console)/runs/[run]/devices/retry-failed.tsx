"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import { retryFailedAction } from "../../actions.ts";

/** Another attempt at the devices that gave no believed text, and at no other. */
export function RetryFailed({ runId }: { runId: string }) {
  const router = useRouter();
  const [pending, begin] = useTransition();
  const retry = () =>
    begin(async () => {
      const asked = await retryFailedAction({ runId });
      if (asked.ok) router.push(`/runs/${asked.value.number}`);
      else toast.error(asked.failure.sentence, { description: asked.failure.next });
    });
  return (
    <Button pending={pending} onClick={retry} className="max-md:flex-1">
      <RotateCw aria-hidden="true" />
      Retry failed
    </Button>
  );
}
