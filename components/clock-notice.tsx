"use client";

import { clockSentence } from "./clock-jump.ts";
import { useLive } from "./live.tsx";
import { toast } from "./ui/toast.tsx";

/** Times on every page depend on it, so whoever is there is told at once; the trail keeps it. */
export function ClockNotice() {
  useLive(["clock.set"], ({ data }) => {
    toast.warning(`${clockSentence(data.movedMs)}.`, {
      description: "Due times were computed anew. See the activity trail.",
    });
  });
  return null;
}
