import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import type { Evidence } from "#lib/platforms";
import { platformIds } from "#lib/platforms/schema";
import { loadDevice } from "./rows.ts";

/** As much evidence goes into the trail; it is sorted, the strongest first. */
const evidenceMax = 5;

/**
 * Takes note of the platform that a device was recognised as. One that has a platform keeps it: what
 * a person chose is not overruled by what a device shows.
 *
 * @throws Failure `not-found`
 */
export async function notePlatform(
  ctx: Context,
  found: { deviceId: string; platform: string; evidence: readonly Evidence[] },
): Promise<void> {
  allow(ctx, "device:contact");
  const { deviceId } = found;
  const platform = z.enum(platformIds).parse(found.platform);
  await write(ctx.db, async (tx) => {
    const { id, name, platform: before } = await loadDevice(tx, deviceId);
    if (before !== null) return;
    const { devices } = tables;
    const unknown = and(eq(devices.id, id), isNull(devices.platform));
    await tx.update(devices).set({ platform }).where(unknown);
    const own = found.evidence.filter((each) => each.platform === platform).slice(0, evidenceMax);
    await audit(tx, ctx, {
      action: "device:contact",
      subject: { kind: "device", id, name },
      before: { platform: null },
      after: { platform, evidence: own.map(({ from, seen }) => ({ from, seen })) },
    });
    await emit(tx, { at: ctx.clock.now(), kind: "device.changed", subjectId: id, data: { name } });
  });
}
