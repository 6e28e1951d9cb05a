"use client";

import { useEffect, useRef, useState } from "react";
import { afterPress } from "#components/press";
import { Retention } from "#lib/plans/schema";
import type { RetentionPreview } from "#lib/runs/schema";
import { previewRetentionAction } from "../actions.ts";
import { retentionOf } from "../schema.ts";
import type { PlanForm } from "./plan-form-context.tsx";

/** Typing pauses this long before the archives are judged anew. */
const pauseMs = 300;

/** What the rule would keep and let go of the archives there are, with the rule in words. */
export type JudgedArchives = RetentionPreview & {
  sentence: string;
  /** The rule that was judged. */
  asked: { retention: Retention; timeZone: string };
};

export function useRetentionPreview(form: PlanForm, first: JudgedArchives): JudgedArchives {
  const [judged, setJudged] = useState(first);
  const { draft, plan } = form;
  const asked = JSON.stringify([retentionOf(draft.retention), draft.timeZone]);
  const [firstAsked] = useState(asked);
  const latest = useRef(firstAsked);
  const planId = plan?.id ?? null;
  useEffect(() => {
    if (latest.current === asked) return;
    const timer = setTimeout(async () => {
      latest.current = asked;
      const [given, timeZone] = JSON.parse(asked);
      const read = Retention.safeParse(given);
      if (!read.success) return; // its field says what is wrong
      const answer = await previewRetentionAction({ planId, retention: read.data, timeZone });
      const rule = { retention: read.data, timeZone };
      if (!answer.ok) return;
      afterPress(() => {
        if (latest.current === asked) setJudged({ ...answer.value, asked: rule });
      });
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [asked, planId]);
  return judged;
}
