import type { Context } from "#lib/context";
import type { FailureReport } from "#lib/failures";
import { type Device, isSelected, listDevices } from "#lib/inventory";
import type { Plan } from "#lib/plans";
import { readSetting } from "#lib/settings";
import { type DeviceRecord, deviceRecords, lastAcceptedOf } from "#lib/versions";
import { objectiveMs, type Protection, protectionOf } from "./protection.ts";

const hourMs = 3_600_000;

/** One device with how well it is protected. */
export interface ProtectedDevice {
  device: Device;
  /** How it stands with its versions; `null`: there was no attempt and there is no version. */
  record: DeviceRecord | null;
  /**
   * Of the enabled plans that somebody made, the one that promises the freshest copy of it; "Holdfast
   * itself" where only that takes it, `null` where none does.
   */
  plan: { id: string; name: string } | null;
  protection: Protection;
  /** When it last gave a text that is believed; `null`: never. */
  lastGoodAt: Date | null;
  /** `null`: its plans run by hand only, and none of them sets one. */
  objectiveMs: number | null;
  /** Texts that were put aside and wait for a person. */
  quarantined: number;
  /** Why its newest attempt gave nothing; `null`: it gave a text, or there was none. */
  failure: FailureReport | null;
}

/**
 * Every device, measured against the shortest objective that was set for one of its tags, else of the
 * enabled plans that take it. One that is disabled, or that no enabled plan takes, is paused.
 */
export async function judgeDevices(
  ctx: Context,
  { plans, now }: { plans: readonly Plan[]; now: Date },
): Promise<ProtectedDevice[]> {
  const devices = await listDevices(ctx);
  if (devices.length === 0) return [];
  const byTag = await readSetting(ctx.db, "tagObjectives");
  const promises = plans.filter(({ enabled }) => enabled).flatMap((plan) => promisesOf(plan, now));
  const records = await deviceRecords(ctx);
  const accepted = await lastAcceptedOf(ctx);
  return devices.map((device) => {
    const taking = promises.filter(({ select }) => isSelected(device, select));
    const plan = leading(taking);
    const ofTags = device.tags.flatMap((tag) => byTag[tag] ?? []).map((hours) => hours * hourMs);
    const ofPlans = taking.map((promise) => promise.objective);
    const objective = Math.min(...(ofTags.length > 0 ? ofTags : ofPlans));
    const objectiveMs = Number.isFinite(objective) ? objective : null;
    const lastGoodAt = accepted.get(device.id) ?? null;
    const enabled = device.enabled && plan !== null;
    const record = records.get(device.id) ?? null;
    return {
      device,
      record,
      plan: plan && { id: plan.id, name: plan.name },
      protection: protectionOf({ lastGoodAt, objectiveMs, enabled, now }),
      lastGoodAt,
      objectiveMs,
      quarantined: record?.quarantined ?? 0,
      failure: record?.last?.failure ?? null,
    };
  });
}

/** What one plan promises to the devices it takes. */
interface Promised {
  plan: Plan;
  select: Parameters<typeof isSelected>[1];
  /** Endless where there is none. */
  objective: number;
}

function promisesOf(plan: Plan, now: Date): Promised[] {
  const objective = objectiveMs(plan, now) ?? Number.POSITIVE_INFINITY;
  return plan.sources.flatMap((source) =>
    source.kind === "devices" ? [{ plan, select: source.config.select, objective }] : [],
  );
}

function leading(promises: readonly Promised[]): Plan | null {
  const [first] = promises.toSorted(
    (a, b) => Number(a.plan.builtIn) - Number(b.plan.builtIn) || a.objective - b.objective,
  );
  return first?.plan ?? null;
}
