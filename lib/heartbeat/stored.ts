import { eq } from "drizzle-orm";
import { allow, audit, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { neverLog } from "#lib/log";
import { checkHost } from "#lib/notify";
import { listPlans } from "#lib/plans";
import { type InstallationKey, seal, unseal } from "#lib/secrets";
import { readSetting } from "#lib/settings";
import { type Heartbeat, HeartbeatInput, wholeId } from "./schema.ts";

export type HeartbeatRow = typeof tables.heartbeats.$inferSelect;

/** The heartbeats of the installation and of plans that exist, the installation's first. */
export async function listHeartbeats(ctx: Context): Promise<Heartbeat[]> {
  allow(ctx, "settings:read");
  const rows = new Map((await ctx.db.select().from(tables.heartbeats)).map((row) => [row.id, row]));
  const subjects = [{ id: wholeId, name: null }, ...(await listPlans(ctx))];
  return subjects.flatMap(({ id, name }) => {
    const row = rows.get(id);
    if (!row) return [];
    const { host, lastAt, lastAnswer, lastTaken } = row;
    const last = lastAt && { at: lastAt, answer: lastAnswer ?? "", taken: lastTaken ?? false };
    return [{ id, plan: name, host, last }];
  });
}

/** Where signs of life may go is checked by these. */
interface HeartbeatMeans {
  key: InstallationKey;
  allowLoopback: boolean;
}

/**
 * Checks an address that a heartbeat is to have; nothing is stored or sent.
 *
 * @throws Failure `invalid` with the field, `dns`, `address-private`, `address-forbidden`
 */
export async function checkHeartbeat(
  ctx: Context,
  input: Pick<HeartbeatInput, "address">,
  { allowLoopback }: Pick<HeartbeatMeans, "allowLoopback">,
): Promise<void> {
  allow(ctx, "heartbeat:change");
  const { address } = parseInput(HeartbeatInput.pick({ address: true }), input);
  const allowedAddresses = await readSetting(ctx.db, "allowedAddresses");
  const host = new URL(address).hostname.replace(/^\[|\]$/g, "");
  await checkHost(host, { allowLoopback, allowedAddresses });
}

/**
 * Sets where a plan, or the whole installation, gives its sign of life; the address before is forgotten.
 *
 * @throws Failure `invalid` with the field, `not-found`, `dns`, `address-private`, `address-forbidden`
 */
export async function setHeartbeat(
  ctx: Context,
  input: HeartbeatInput,
  means: HeartbeatMeans,
): Promise<void> {
  allow(ctx, "heartbeat:change");
  const { id, address } = parseInput(HeartbeatInput, input);
  const name = await nameOf(ctx, id);
  await checkHeartbeat(ctx, { address }, means);
  const fresh = {
    host: new URL(address).host,
    failing: false,
    lastAt: null,
    lastAnswer: null,
    lastTaken: null,
  };
  const row = { ...fresh, address: seal(means.key, placeOf(id), address) };
  await change(ctx, { id, name, after: row });
}

/** Nothing is sent there any more. */
export async function removeHeartbeat(ctx: Context, { id }: { id: string }): Promise<void> {
  allow(ctx, "heartbeat:change");
  await change(ctx, { id, name: await nameOf(ctx, id), after: null });
}

/** The address of a heartbeat, for whoever sends it. */
export function openAddress({ id, address }: HeartbeatRow, key: InstallationKey): string {
  const opened = unseal(key, placeOf(id), address);
  neverLog(opened);
  neverLog(new URL(opened).pathname);
  return opened;
}

async function change(
  ctx: Context,
  wanted: { id: string; name: string; after: Omit<HeartbeatRow, "id"> | null },
): Promise<void> {
  const { id, name, after } = wanted;
  const { heartbeats, heartbeatPings } = tables;
  const at = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    const before = await tx.select().from(heartbeats).where(eq(heartbeats.id, id)).get();
    if (!before && !after) return;
    await tx.delete(heartbeatPings).where(eq(heartbeatPings.heartbeatId, id)); // meant for the other
    await tx.delete(heartbeats).where(eq(heartbeats.id, id));
    if (after) await tx.insert(heartbeats).values({ id, ...after });
    await audit(tx, ctx, {
      action: "heartbeat:change",
      subject: { kind: id === wholeId ? "settings" : "plan", id, name },
      before: { host: before?.host ?? null },
      after: { host: after?.host ?? null },
    });
    await emit(tx, { at, kind: "settings.changed", subjectId: "heartbeat", data: {} });
  });
}

async function nameOf(ctx: Context, id: string): Promise<string> {
  if (id === wholeId) return "Holdfast";
  const plan = (await listPlans(ctx)).find((each) => each.id === id);
  if (!plan) throw fail("not-found", { what: "plan", name: id });
  return plan.name;
}

function placeOf(row: string) {
  return { table: "heartbeats", row, column: "address" };
}
