"use client";

import { Play } from "lucide-react";
import { formatCount } from "#components/format";
import { Link } from "#components/link";
import { Button } from "#components/ui/button";
import { useBackUpDevice } from "./use-back-up-device.ts";

/** Backs up this one device; its page shows what came of it as soon as that is known. */
export function BackUpDevice({ deviceId, className }: { deviceId: string; className?: string }) {
  const { run, pending, backUp } = useBackUpDevice(deviceId);
  return (
    <>
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
      <WatchRun run={run} />
    </>
  );
}

/** The way to the run that fetches from the device now. */
export function WatchRun({ run }: { run: number | null }) {
  return (
    <span role="status" className="text-xs text-muted-foreground empty:hidden max-md:w-full">
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
