import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { allow, audit, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import type { Platform } from "#lib/platforms";
import { changeSince, notCounted } from "./change.ts";
import { readKnown } from "./known.ts";
import { newVersion } from "./placed.ts";
import { handTextBytesMax } from "./schema.ts";
import { nameText, packText, storeTexts } from "./texts.ts";

const why = z
  .string("A reason is needed.")
  .trim()
  .min(1, "A reason is needed.")
  .max(500, "A reason has 500 characters at most.");
const ByHand = z.object({
  deviceId: z.uuid(),
  why,
  text: z
    .string("A text is needed.")
    .regex(/\S/, "A text is needed.")
    .refine(
      (text) => Buffer.byteLength(text) <= handTextBytesMax,
      `A text has ${handTextBytesMax / 1e6} MB at most.`,
    ),
});

/**
 * Takes a quarantined text for what the device says now.
 *
 * @throws Failure `invalid` without a reason, `not-found`, `stale` when it waits no more
 */
export async function acceptVersion(
  ctx: Context,
  given: { versionId: string; why: string },
): Promise<void> {
  allow(ctx, "version:accept");
  const input = parseInput(z.object({ versionId: z.uuid(), why }), given);
  await write(ctx.db, async (tx) => {
    const of = eq(tables.configVersions.id, input.versionId);
    const version = await tx.select().from(tables.configVersions).where(of).get();
    if (!version) throw fail("not-found", { what: "version", name: input.versionId });
    if (version.state !== "quarantined" || version.supersededAt) {
      throw fail("stale", { what: "version" });
    }
    await endActive(tx, version.deviceId);
    const accepted = { acceptedBy: ctx.actor.name, acceptedWhy: input.why };
    await tx
      .update(tables.configVersions)
      .set({ state: "active", ...accepted })
      .where(of);
    const action = "version:accept" as const;
    await told(tx, ctx, { action, version, after: { why: input.why, doubts: version.doubts } });
  });
}

/**
 * Adds the configuration of a device that cannot be reached, as its active version.
 *
 * @throws Failure `invalid`, `not-found`
 */
export async function addByHand(
  ctx: Context,
  given: { deviceId: string; text: string; why: string },
  platform: Platform,
): Promise<{ id: string; number: number }> {
  allow(ctx, "version:add");
  const input = parseInput(ByHand, given);
  const plain = input.text.replaceAll("\r\n", "\n");
  const text = plain.endsWith("\n") ? plain : `${plain}\n`;
  const named = nameText(platform, text);
  await packText(named);
  const before = (await readKnown(ctx.db, [input.deviceId]))(input.deviceId).active;
  const counted = await changeSince(ctx.db, before, { platform, text });
  return write(ctx.db, async (tx) => {
    const { deviceId } = input;
    const { number, active } = (await readKnown(tx, [deviceId]))(deviceId);
    const change = !active || counted?.from === active.id ? counted : notCounted(active);
    await endActive(tx, deviceId);
    const hostname = platform.hostname.inText?.exec(text)?.[1] ?? null;
    const version = newVersion(
      { deviceId, platform, endedAt: ctx.clock.now() },
      {
        ...{ text: named, number: number + 1, state: "active", hostname, change },
        ...{ doubts: null, origin: "hand" },
      },
    );
    await storeTexts(tx, [named]);
    await tx.insert(tables.configVersions).values(version);
    await told(tx, ctx, { action: "version:add", version, after: { why: input.why } });
    return { id: version.id, number: version.number };
  });
}

async function endActive(tx: Transaction, deviceId: string): Promise<void> {
  const { configVersions } = tables;
  const of = and(eq(configVersions.deviceId, deviceId), eq(configVersions.state, "active"));
  await tx.update(configVersions).set({ state: "past" }).where(of);
}

async function told(
  tx: Transaction,
  ctx: Context,
  {
    action,
    version,
    after,
  }: {
    action: "version:accept" | "version:add";
    version: { id: string; deviceId: string; number: number };
    after: Record<string, unknown>;
  },
): Promise<void> {
  const { deviceId, number } = version;
  const of = eq(tables.devices.id, deviceId);
  const device = await tx.select().from(tables.devices).where(of).get();
  if (!device) throw fail("not-found", { what: "device", name: deviceId });
  const name = `${device.name}, version ${number}`;
  await audit(tx, ctx, { action, subject: { kind: "version", id: version.id, name }, after });
  const data = { name: device.name };
  await emit(tx, { at: ctx.clock.now(), kind: "device.changed", subjectId: deviceId, data });
}
