import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { readSetting, writeSetting } from "#lib/settings";
import { isAllowable } from "./send/addresses.ts";

/** As many as a person can still oversee. */
const allowedMax = 200;

/** Addresses and networks inside the network that messages may go to. */
export async function allowedAddresses(ctx: Context): Promise<string[]> {
  allow(ctx, "channel:read");
  return readSetting(ctx.db, "allowedAddresses");
}

/**
 * Allows messages to go to an address inside the network, such as `10.0.5.12`, or to a network of
 * them, such as `10.0.5.0/24`.
 *
 * @throws Failure `address-not-private`, `invalid`
 */
export async function allowAddress(ctx: Context, address: string): Promise<void> {
  allow(ctx, "address:allow");
  const wanted = address.trim().toLowerCase();
  if (!isAllowable(wanted)) throw fail("address-not-private", { address: wanted.slice(0, 100) });
  await write(ctx.db, async (tx) => {
    const before = await readSetting(tx, "allowedAddresses");
    if (before.includes(wanted)) return;
    if (before.length >= allowedMax) {
      const problem = `${allowedMax} addresses are allowed at most: allow a network such as 10.0.5.0/24.`;
      throw fail("invalid", { problems: [{ field: "address", problem }] });
    }
    await store(tx, ctx, { action: "address:allow", address: wanted, after: [...before, wanted] });
  });
}

/** Takes the permission back; what goes there is refused from the next try on. */
export async function disallowAddress(ctx: Context, address: string): Promise<void> {
  allow(ctx, "address:disallow");
  await write(ctx.db, async (tx) => {
    const before = await readSetting(tx, "allowedAddresses");
    const after = before.filter((each) => each !== address);
    if (after.length === before.length) return;
    await store(tx, ctx, { action: "address:disallow", address, after });
  });
}

async function store(
  tx: Transaction,
  ctx: Context,
  change: { action: "address:allow" | "address:disallow"; address: string; after: string[] },
): Promise<void> {
  const { action, address, after } = change;
  const at = ctx.clock.now();
  await writeSetting(tx, "allowedAddresses", { value: after, at });
  await audit(tx, ctx, { action, subject: { kind: "address", id: address, name: address } });
  await emit(tx, { at, kind: "channel.changed", subjectId: address, data: { name: address } });
}
