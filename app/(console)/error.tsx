"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Page } from "#components/page";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";

/** A page that failed: the shell stays, and says where it stands in the log. */
export default function PageFailed({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const router = useRouter();
  const again = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <Page title="This page could not be made" shortTitle="Error">
      <Problem
        failure={{
          cause: "unexpected",
          sentence: "Holdfast met an error it does not know while it made this page.",
          next: "Try again. If it stays, read the log of the web process at the number below.",
        }}
        consequence={error.digest ? `Nothing was changed. Number ${error.digest}.` : undefined}
        requestId={error.digest}
        action={
          <Button size="sm" variant="primary" onClick={again}>
            Try again
          </Button>
        }
      />
    </Page>
  );
}
