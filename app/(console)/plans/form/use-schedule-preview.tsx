"use client";

import { useEffect, useRef, useState } from "react";
import { afterPress } from "#components/press";
import type { FailureReport } from "#lib/failures";
import { Schedule, type SchedulePreview } from "#lib/plans/schema";
import { previewScheduleAction } from "../actions.ts";
import { scheduleOf } from "../schema.ts";
import type { PlanForm } from "./plan-form-context.tsx";

/** Typing pauses this long before the next runs are counted anew. */
const pauseMs = 200;

export interface ShownPreview {
  /** Of the last schedule that could be read; what is shown is never blank. */
  preview: SchedulePreview;
  /** Why the schedule as it stands cannot be followed; `null` when it can. */
  failure: FailureReport | null;
}

/** What the schedule would do, as one types. */
export function useSchedulePreview(form: PlanForm, first: SchedulePreview): ShownPreview {
  const [shown, setShown] = useState<ShownPreview>({ preview: first, failure: null });
  const { schedule, timeZone } = form.draft;
  const asked = JSON.stringify([scheduleOf(schedule), timeZone]);
  const [firstAsked] = useState(asked);
  const latest = useRef(firstAsked);
  const planId = form.plan?.id ?? null;
  useEffect(() => {
    if (latest.current === asked) return;
    const timer = setTimeout(async () => {
      latest.current = asked;
      const [given, zone] = JSON.parse(asked);
      const read = Schedule.safeParse(given);
      if (!read.success) return; // its field says what is wrong
      const answer = await previewScheduleAction({ planId, schedule: read.data, timeZone: zone });
      afterPress(() => {
        if (latest.current !== asked) return;
        setShown((before) =>
          answer.ok
            ? { preview: answer.value, failure: null }
            : { preview: before.preview, failure: answer.failure },
        );
      });
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [asked, planId]);
  return shown;
}
