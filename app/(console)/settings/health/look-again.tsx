"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button";

/** Looks once more; what was found stays on the page until the new findings are there. */
export function LookAgain() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button pending={pending} onClick={() => startTransition(() => router.refresh())}>
      {pending ? null : <RefreshCw aria-hidden="true" />}
      Look again
    </Button>
  );
}
