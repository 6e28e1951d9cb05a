import type { Context } from "#lib/context";
import { listHeartbeats } from "#lib/heartbeat";
import { listDevices } from "#lib/inventory";
import { describeRetention, previewSchedule } from "#lib/plans";
import { previewRetention } from "#lib/runs";
import type { PlanDraft } from "../draft.ts";
import { retentionOf, scheduleOf } from "../schema.ts";
import type { KnownDevices } from "./plan-form-context.tsx";

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
    devices: await knownDevices(ctx),
    heartbeatHost: (await listHeartbeats(ctx)).find(({ id }) => id === planId)?.host ?? null,
    judged: {
      ...(await previewRetention(ctx, { planId, retention, timeZone })),
      sentence: describeRetention(retention),
      asked: { retention, timeZone },
    },
  };
}

/** As many names are offered while one is typed. */
const namesMax = 500;

async function knownDevices(ctx: Context): Promise<KnownDevices> {
  const devices = await listDevices(ctx);
  const sites = devices.flatMap(({ site }) => site || []);
  return {
    tags: [...new Set(devices.flatMap(({ tags }) => tags))].sort(),
    sites: [...new Set(sites)].sort(),
    names: devices.slice(0, namesMax).map(({ name }) => name),
  };
}

/** Every zone that this runtime knows, and UTC, which it leaves out. */
function timeZones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}
