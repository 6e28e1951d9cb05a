import { and, eq } from "drizzle-orm";
import { allow, audit, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, type Transaction, tables, unlessTaken, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import type { InstallationKey } from "#lib/secrets";
import { kinds } from "./channels/list.ts";
import { endWaiting } from "./end-waiting.ts";
import { type Channel, ChannelInput, type ChannelInputGiven } from "./schema.ts";
import { settingsOf } from "./settings-of.ts";
import {
  type ChannelRow,
  kindOf,
  loadChannel,
  openSettings,
  readChannels,
  shown,
  storedSettings,
} from "./stored.ts";

/** As many channels as an installation may have: each is asked for work every two seconds. */
export const channelsMax = 100;

/** Every channel, by name, without its secrets. */
export async function listChannels(ctx: Context): Promise<Channel[]> {
  allow(ctx, "channel:read");
  return (await readChannels(ctx.db)).map(shown);
}

/** A channel by its id or its name, whatever the case. */
export async function findChannel(ctx: Context, idOrName: string): Promise<Channel | null> {
  const name = idOrName.normalize("NFC").toLowerCase();
  const all = await listChannels(ctx);
  return all.find((each) => each.id === idOrName || each.name.toLowerCase() === name) ?? null;
}

/**
 * Adds a channel. Nothing is sent yet.
 *
 * @throws Failure `invalid` with the fields as `settings.NAME`, `name-taken`
 */
export async function createChannel(
  ctx: Context,
  given: ChannelInputGiven,
  key: InstallationKey,
): Promise<Channel> {
  allow(ctx, "channel:create");
  const { name, enabled, ...input } = parseInput(ChannelInput, given);
  const kind = kinds[input.kind];
  const settings = settingsOf(kind, input.settings, null);
  const [id, at] = [newId(), ctx.clock.now()];
  const stored = storedSettings(key, { id, kind, settings });
  const row: ChannelRow = {
    ...{ id, name, kind: kind.id, ...stored, enabled },
    ...{ createdAt: at, updatedAt: at, removedAt: null },
    ...{ lastDeliveredAt: null, refusingSince: null, lastAnswer: null },
  };
  return write(ctx.db, async (tx) => {
    if ((await readChannels(tx)).length >= channelsMax) {
      const problem = `An installation has ${channelsMax} channels at most.`;
      throw fail("invalid", { problems: [{ field: "name", problem }] });
    }
    await unlessTaken({ what: "channel", name }, () => tx.insert(tables.channels).values(row));
    await told(tx, ctx, { action: "channel:create", row, before: null });
    return shown(row);
  });
}

/**
 * Changes a channel; secrets that the input leaves empty stay as they are. Where it leads elsewhere
 * from now on, they have to be given once more. Its kind stays.
 *
 * @throws Failure `not-found`, `invalid`, `name-taken`, `stale`, `unseal-failed`
 */
export async function changeChannel(
  ctx: Context,
  { id, updatedAt, input: given }: { id: string; updatedAt: Date; input: ChannelInputGiven },
  key: InstallationKey,
): Promise<Channel> {
  allow(ctx, "channel:change");
  const { name, enabled, settings: wanted } = parseInput(ChannelInput, given);
  return write(ctx.db, async (tx) => {
    const before = await loadChannel(tx, id);
    if (before.updatedAt.getTime() !== updatedAt.getTime())
      throw fail("stale", { what: "channel" });
    const kind = kindOf(before);
    const held = openSettings(key, before);
    const settings = settingsOf(kind, wanted, held);
    const stored = storedSettings(key, { id, kind, settings });
    for (const secret of Object.keys(stored.secrets)) {
      const kept = before.secrets[secret];
      if (kept !== undefined && held[secret] === settings[secret]) stored.secrets[secret] = kept;
    }
    const row: ChannelRow = { ...before, name, enabled, ...stored, updatedAt: ctx.clock.now() };
    const of = eq(tables.channels.id, id);
    await unlessTaken({ what: "channel", name }, () =>
      tx.update(tables.channels).set(row).where(of),
    );
    if (!enabled)
      await endWaiting(tx, { channelId: id, because: "disabled", now: ctx.clock.now() });
    await told(tx, ctx, { action: "channel:change", row, before });
    return shown(row);
  });
}

/**
 * Enables or disables a channel. What waits for one that is disabled is not sent any more.
 *
 * @throws Failure `not-found`
 */
export async function enableChannel(
  ctx: Context,
  { id, enabled }: { id: string; enabled: boolean },
): Promise<Channel> {
  allow(ctx, "channel:enable");
  return write(ctx.db, async (tx) => {
    const before = await loadChannel(tx, id);
    const row: ChannelRow = { ...before, enabled, updatedAt: ctx.clock.now() };
    if (before.enabled === enabled) return shown(before);
    await tx.update(tables.channels).set(row).where(eq(tables.channels.id, id));
    if (!enabled) await endWaiting(tx, { channelId: id, because: "disabled", now: row.updatedAt });
    await told(tx, ctx, { action: "channel:enable", row, before });
    return shown(row);
  });
}

/**
 * Deletes a channel and forgets its secrets. What waits for it is not sent any more; its deliveries
 * stay in the log as long as all others.
 *
 * @throws Failure `not-found`
 */
export async function deleteChannel(ctx: Context, { id }: { id: string }): Promise<void> {
  allow(ctx, "channel:delete");
  await write(ctx.db, async (tx) => {
    const before = await loadChannel(tx, id);
    const now = ctx.clock.now();
    const none = { config: {}, secrets: {}, enabled: false, refusingSince: null, lastAnswer: null };
    const row: ChannelRow = { ...before, ...none, removedAt: now };
    await tx
      .update(tables.channels)
      .set(row)
      .where(and(eq(tables.channels.id, id)));
    await endWaiting(tx, { channelId: id, because: "deleted", now });
    await told(tx, ctx, { action: "channel:delete", row, before });
  });
}

async function told(
  tx: Transaction,
  ctx: Context,
  {
    action,
    row,
    before,
  }: {
    action: "channel:create" | "channel:change" | "channel:enable" | "channel:delete";
    row: ChannelRow;
    before: ChannelRow | null;
  },
): Promise<void> {
  const { id, name } = row;
  const subject = { kind: "channel", id, name };
  const after = action === "channel:delete" ? null : described(row, before);
  await audit(tx, ctx, { action, subject, before: before && described(before, null), after });
  const at = ctx.clock.now();
  await emit(tx, { at, kind: "channel.changed", subjectId: id, data: { name } });
}

/** A channel as the trail may show it: which secrets it holds, and which were replaced. */
function described(row: ChannelRow, before: ChannelRow | null): Record<string, unknown> {
  const { name, enabled, config, secrets } = row;
  const holds = Object.keys(secrets);
  const replaced = holds.filter(
    (each) => before?.secrets[each] && before.secrets[each] !== secrets[each],
  );
  return {
    ...{ name, kind: kindOf(row).name, enabled, ...config, holds },
    ...(replaced.length > 0 ? { replaced } : {}),
  };
}
