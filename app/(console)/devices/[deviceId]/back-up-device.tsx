"use client";

import { Play } from "lucide-react";
import { formatCount } from "#components/format";
import { Link } from "#components/link";
import { Button } from "#components/ui/button";
import { useBackUpDevice } from "./back-up-of-device.tsx";

/** Backs up this one device; its page shows what came of it as soon as that is known. */
export function BackUpDevice({ className }: { className?: string }) {
  const { pending, backUp } = useBackUpDevice();
  return (
    <Button
      variant="primary"
      data-shortcut="b"
      pending={pending}
      onClick={() => backUp()}
      className={className}
    >
      {pending ? null : <Play aria-hidden="true" />}
      {pending ? "Backing up" : "Back up now"}
    </Button>
  );
}

/** The way to the run that fetches from the device now. */
export function WatchRun() {
  const { run } = useBackUpDevice();
  return (
    <span role="status" className="text-running empty:hidden">
      {run === null ? null : (
        <>
          <Link href={`/runs/${run}`} className="link">
            Run {formatCount(run)}
          </Link>{" "}
          fetches from it now.
        </>
      )}
    </span>
  );
}
