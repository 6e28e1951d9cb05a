"use client";

import { useRef } from "react";
import { useLive } from "#components/live";
import type { FailureReport } from "#lib/failures";
import type { Answer, FreesAnswer } from "#lib/runs";
import { readAnswerAction } from "./actions.ts";

/** An answer is read when its event comes; while live updates are paused, this often. */
const lookMs = 2_000;

/** Rings when the worker has answered a question of this page. */
export function useBells(): { current: Bells } {
  const bells = useRef(new Bells());
  useLive(["request.answered"], (event) => bells.current.ring(event.subjectId));
  return bells;
}

/**
 * Waits for the worker's answer to a question that was put to it.
 *
 * @param silence what it is if the worker has not answered after `patienceMs`
 */
export async function answerTo<A extends Answer | FreesAnswer>(
  requestId: string,
  bells: Bells,
  { patienceMs, silence }: { patienceMs: number; silence: FailureReport },
): Promise<A | Extract<A, { kind: "failure" }>> {
  const failed = (failure: FailureReport) =>
    ({ kind: "failure", failure }) as Extract<A, { kind: "failure" }>;
  const until = Date.now() + patienceMs;
  do {
    const read = await readAnswerAction({ requestId });
    if (!read.ok) return failed(read.failure);
    if (read.value) return read.value as A; // of the kind that was asked
    await bells.wait(requestId);
  } while (Date.now() < until);
  return failed(silence);
}

/** One bell for each question; one that rang before anybody waited is heard too. */
export class Bells {
  private readonly rung = new Set<string>();
  private readonly waiting = new Map<string, () => void>();

  ring(requestId: string): void {
    this.rung.add(requestId);
    this.waiting.get(requestId)?.();
  }

  async wait(requestId: string): Promise<void> {
    if (this.rung.delete(requestId)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookMs);
      this.waiting.set(requestId, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.waiting.delete(requestId);
    this.rung.delete(requestId);
  }
}
