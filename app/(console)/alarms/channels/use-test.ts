"use client";

import { useState, useTransition } from "react";
import type { FailureReport } from "#lib/failures";
import type { ChannelInputGiven, Tested } from "#lib/notify/schema";
import { testChannelAction } from "./actions.ts";

type What = { id: string; input?: ChannelInputGiven } | { input: ChannelInputGiven };

/** Sends a test message and keeps what came back until the next one. */
export function useTest(onFields?: (fields: Record<string, string>) => void) {
  const [tested, setTested] = useState<Tested | null>(null);
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, startTransition] = useTransition();
  const test = (what: What) => {
    if (pending) return;
    startTransition(async () => {
      setTested(null);
      setFailure(null);
      const outcome = await testChannelAction(what);
      if (outcome.ok) return setTested(outcome.value);
      if (outcome.fields && onFields) return onFields(outcome.fields);
      setFailure(outcome.failure);
    });
  };
  return { tested, failure, pending, test };
}
