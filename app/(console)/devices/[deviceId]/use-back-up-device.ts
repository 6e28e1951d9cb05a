"use client";

import { useRef, useState, useTransition } from "react";
import { useLive } from "#components/live";
import { toast } from "#components/ui/toast";
import type { FailureReport } from "#lib/failures";
import { backUpDeviceAction } from "../connection-test/actions.ts";

type Outcome = { ok: true } | { ok: false; failure: FailureReport };

/** Backs a device up while one looks on: the run that fetches from it now, until it has ended. */
export function useBackUpDevice(deviceId: string) {
  const [run, setRun] = useState<number | null>(null);
  const [pending, begin] = useTransition();
  const ended = useRef(new Set<number>());
  useLive(
    ["device.captured", "run.ended"],
    ({ kind, data }) => {
      // A quick device is done before the answer says the number of its run.
      if (kind === "run.ended") ended.current.add(data.number);
      const isOver = kind === "run.ended" ? data.number === run : data.deviceId === deviceId;
      if (isOver) setRun(null);
    },
    () => setRun(null),
  );
  /** Backs it up, after something that mends what was wrong. */
  const backUp = (first?: () => Promise<Outcome>) =>
    begin(async () => {
      const mended = (await first?.()) ?? { ok: true };
      if (!mended.ok) return refused(mended.failure);
      const asked = await backUpDeviceAction({ deviceId });
      if (!asked.ok) return refused(asked.failure);
      if (!ended.current.has(asked.value.number)) setRun(asked.value.number);
    });
  return { run, pending: pending || run !== null, backUp };
}

function refused({ sentence, next }: FailureReport): void {
  toast.error(sentence, { description: next });
}
