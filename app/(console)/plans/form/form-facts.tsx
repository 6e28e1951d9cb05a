import type { Context } from "#lib/context";
import { describeRetention, previewSchedule } from "#lib/plans";
import { previewRetention } from "#lib/runs";
import type { PlanDraft } from "../draft.ts";
import { retentionOf, scheduleOf } from "../schema.ts";

/** What the form needs to know before the first key is pressed. */
export async function readFormFacts(ctx: Context, draft: PlanDraft, planId: string | null) {
  const { timeZone } = draft;
  const retention = retentionOf(draft.retention);
  return {
    zones: timeZones(),
    preview: await previewSchedule(ctx, {
      planId,
      schedule: scheduleOf(draft.schedule),
      timeZone,
    }),
    judged: {
      ...(await previewRetention(ctx, { planId, retention, timeZone })),
      sentence: describeRetention(retention),
    },
  };
}

/** Every zone that this runtime knows, and UTC, which it leaves out. */
function timeZones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}
