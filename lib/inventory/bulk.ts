import { eq } from "drizzle-orm";
import { z } from "zod";
import { allow, audit, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { anyOf, readDevices, replaceTags } from "./rows.ts";
import { type Device, DeviceLimits, devicesMax, Tag } from "./schema.ts";

const ids = z.array(z.uuid()).min(1, "No device is chosen.").max(devicesMax);
const EnableDevices = z.object({ ids, enabled: z.boolean() });
const TagDevices = z.object({ ids, add: z.array(Tag), remove: z.array(Tag) });

const RaiseLimit = z
  .object({ ids, limit: z.enum(["silentSeconds", "commandSeconds"]), seconds: z.int() })
  .refine(({ limit, seconds }) => DeviceLimits.safeParse({ [limit]: seconds }).success);

/** What became of one of several devices. */
export interface BulkResult {
  id: string;
  /** `""`: it is no more. */
  name: string;
  result: "changed" | "unchanged" | "gone";
}

/** Lets devices take part in runs, or not. @throws Failure `invalid` */
export function enableDevices(
  ctx: Context,
  given: z.input<typeof EnableDevices>,
): Promise<BulkResult[]> {
  const { ids: chosen, enabled } = parseInput(EnableDevices, given);
  return changeEach(ctx, chosen, (device) =>
    device.enabled === enabled ? null : { ...device, enabled },
  );
}

/** Adds tags to devices and takes others away. @throws Failure `invalid` */
export function tagDevices(ctx: Context, given: z.input<typeof TagDevices>): Promise<BulkResult[]> {
  const { ids: chosen, add, remove } = parseInput(TagDevices, given);
  return changeEach(ctx, chosen, (device) => {
    const kept = device.tags.filter((tag) => !remove.includes(tag));
    const tags = [...new Set([...kept, ...add])].sort();
    return tags.join() === device.tags.join() ? null : { ...device, tags };
  });
}

/** Gives devices more time before an attempt is given up; one that has more keeps it. @throws Failure `invalid` */
export function raiseLimit(ctx: Context, given: z.input<typeof RaiseLimit>): Promise<BulkResult[]> {
  const { ids: chosen, limit, seconds } = parseInput(RaiseLimit, given);
  return changeEach(ctx, chosen, (device) =>
    (device.limits[limit] ?? 0) >= seconds
      ? null
      : { ...device, limits: { ...device.limits, [limit]: seconds } },
  );
}

/** One transaction for all: each device's result stands beside the others'. */
async function changeEach(
  ctx: Context,
  chosen: readonly string[],
  change: (device: Device) => Device | null,
): Promise<BulkResult[]> {
  allow(ctx, "device:change");
  return write(ctx.db, async (tx) => {
    const found = new Map((await readDevices(tx, anyOf(chosen))).map((each) => [each.id, each]));
    const results: BulkResult[] = [];
    for (const id of chosen) {
      const device = found.get(id);
      const changed = device ? change(device) : null;
      if (device && changed) await store(tx, ctx, { before: device, device: changed });
      const result = device ? (changed ? "changed" : "unchanged") : "gone";
      results.push({ id, name: device?.name ?? "", result });
    }
    return results;
  });
}

async function store(
  tx: Transaction,
  ctx: Context,
  { before, device }: { before: Device; device: Device },
): Promise<void> {
  const { id, name, enabled, tags, limits } = device;
  const at = ctx.clock.now();
  await tx
    .update(tables.devices)
    .set({ enabled, limits, updatedAt: at })
    .where(eq(tables.devices.id, id));
  await replaceTags(tx, id, tags);
  await audit(tx, ctx, {
    action: "device:change",
    subject: { kind: "device", id, name },
    before: { enabled: before.enabled, tags: before.tags, limits: before.limits },
    after: { enabled, tags, limits },
  });
  await emit(tx, { at, kind: "device.changed", subjectId: id, data: { name } });
}
