"use client";

import { createContext, type ReactNode, useContext, useRef, useState, useTransition } from "react";
import { useLive } from "#components/live";
import { toast } from "#components/ui/toast";
import type { FailureReport } from "#lib/failures";
import { backUpDevicesAction } from "../remedies/actions.ts";

type Outcome = { ok: true } | { ok: false; failure: FailureReport };

interface BackUp {
  /** Number of the run that fetches from the device now, as far as this page asked for it. */
  run: number | null;
  pending: boolean;
  /** Backs it up, after something that mends what was wrong. */
  backUp: (first?: () => Promise<Outcome>) => void;
}

const BackUpContext = createContext<BackUp>({ run: null, pending: false, backUp: () => {} });

/** One device is fetched from once at a time, whichever button of its page asks for it. */
export function BackUpOfDevice({ deviceId, children }: { deviceId: string; children: ReactNode }) {
  return <BackUpContext value={useBackingUp(deviceId)}>{children}</BackUpContext>;
}

export function useBackUpDevice(): BackUp {
  return useContext(BackUpContext);
}

/** Backs a device up while one looks on, until the run has ended. */
function useBackingUp(deviceId: string): BackUp {
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
  const backUp = (first?: () => Promise<Outcome>) =>
    begin(async () => {
      const mended = (await first?.()) ?? { ok: true };
      if (!mended.ok) return refused(mended.failure);
      const asked = await backUpDevicesAction({ deviceIds: [deviceId] });
      if (!asked.ok) return refused(asked.failure);
      if (!ended.current.has(asked.value.number)) setRun(asked.value.number);
    });
  return { run, pending: pending || run !== null, backUp };
}

function refused({ sentence, next }: FailureReport): void {
  toast.error(sentence, { description: next });
}
