"use client";

import { useEffect, useRef, useState } from "react";
import { useLive } from "#components/live";
import type { FailureReport } from "#lib/failures";
import type { TestResult, TestStage } from "#lib/runs/schema";
import { askDeviceTestAction, readDeviceTestAction } from "./actions.ts";

/** The worker begins at once; after this long nobody is there. */
const patienceMs = 30_000;
/** A test is read when its event comes; while live updates are paused, this often. */
const lookMs = 2_000;

/** What is known of a test. */
export type TestState =
  | { is: "idle" }
  | { is: "running"; stages: TestStage[] }
  | { is: "over"; stages: TestStage[]; result: TestResult }
  /** There was no test, or its end was not heard. */
  | { is: "refused"; failure: FailureReport };

export interface DeviceTesting {
  state: TestState;
  /** Begins a test; one that goes on is given up. */
  begin(): void;
}

interface Asked {
  requestId: string;
  atMs: number;
  begun: boolean;
}

/** Asks the worker for a test of a device, and follows it stage by stage. */
export function useDeviceTest(deviceId: string): DeviceTesting {
  const [state, setState] = useState<TestState>({ is: "idle" });
  const asked = useRef<Asked | null>(null);
  const look = async () => {
    const { current } = asked;
    if (!current) return;
    const next = await readNext(current);
    if (asked.current !== current || !next) return;
    if (next.is !== "running") asked.current = null;
    setState(next);
  };
  useLive(
    ["request.progress", "request.answered"],
    (event) => {
      if (event.subjectId === asked.current?.requestId) void look();
    },
    () => void look(),
  );
  const running = state.is === "running";
  const again = useRef(look);
  useEffect(() => {
    again.current = look;
  });
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void again.current(), lookMs);
    return () => clearInterval(timer);
  }, [running]);
  return {
    state,
    begin: async () => {
      asked.current = null;
      setState({ is: "running", stages: [] });
      const answer = await askDeviceTestAction({ deviceId });
      if (!answer.ok) return setState({ is: "refused", failure: answer.failure });
      asked.current = { ...answer.value, atMs: Date.now(), begun: false };
      await look();
    },
  };
}

/** `null`: nothing new yet. */
async function readNext(asked: Asked): Promise<TestState | null> {
  const read = await readDeviceTestAction({ requestId: asked.requestId });
  if (!read.ok) return { is: "refused", failure: read.failure };
  const answer = read.value;
  if (!answer) {
    return Date.now() - asked.atMs > patienceMs ? { is: "refused", failure: silence } : null;
  }
  if (answer.kind === "failure") return { is: "refused", failure: answer.failure };
  const { stages, result } = answer;
  return result ? { is: "over", stages, result } : { is: "running", stages };
}

const silence: FailureReport = {
  cause: "worker-silent",
  sentence: "The worker did not answer, so the connection was not tested.",
  next: "Check that the worker runs, then try again.",
};
