import { createHash } from "node:crypto";
import { eq, lt, sql } from "drizzle-orm";
import { type Transaction, tables } from "#lib/db";
import { fail } from "#lib/failures";

/** Wrong tries that cost nothing but the try. */
const freeTries = 5;
/** Wrong tries of one address over all names: somebody who tries one password on many names. */
const freeTriesOfAddress = 20;
/** The first pause; each further wrong try doubles it … */
const firstPauseMs = 30_000;
/** … up to this, so that whoever owns the account waits five minutes at most. */
const pauseMsMax = 300_000;
/** Without a try for this long, everything is forgotten. */
const forgetAfterMs = 1_800_000;

/** What is tried, and from where. */
export interface TryPlace {
  what: "sign-in" | "setup" | "password";
  /** User name as typed; empty for setup. */
  name: string;
  /** Address of the client, `null` on this machine. */
  address: string | null;
  /**
   * Mark of a browser in which this very user signed in before; `null` for others. It is counted
   * by itself, so that strangers behind the same address cannot lock its owner out.
   */
  known: string | null;
}

/**
 * Takes one try before it is known whether it is right, so that many at once cannot slip through
 * together; `forgiveTry` gives it back.
 *
 * @returns how many more tries are free of a pause
 * @throws Failure `locked-out` while a pause goes on; such a try is not counted
 */
export async function takeTry(tx: Transaction, place: TryPlace, now: Date): Promise<number> {
  await forgetOldTries(tx, now);
  const own = await count(tx, { key: ownKey(place), free: freeTries, now });
  if (place.known || place.address === null) return own;
  await count(tx, { key: addressKey(place), free: freeTriesOfAddress, now });
  return own;
}

/** Gives a right try back: its name from this place starts anew, its address counts one less. */
export async function forgiveTry(tx: Transaction, place: TryPlace): Promise<void> {
  const table = tables.signInRefusals;
  await tx.delete(table).where(eq(table.key, ownKey(place)));
  await tx
    .update(table)
    .set({ count: sql`${table.count} - 1`, pausedUntil: null })
    .where(eq(table.key, addressKey(place)));
}

async function count(
  tx: Transaction,
  { key, free, now }: { key: string; free: number; now: Date },
): Promise<number> {
  const table = tables.signInRefusals;
  const row = await tx.select().from(table).where(eq(table.key, key)).get();
  const pausedMs = (row?.pausedUntil?.getTime() ?? 0) - now.getTime();
  if (pausedMs > 0) throw fail("locked-out", { retryAfterSeconds: Math.ceil(pausedMs / 1_000) });
  const tries = (row?.count ?? 0) + 1;
  const pauseMs = tries < free ? 0 : Math.min(firstPauseMs * 2 ** (tries - free), pauseMsMax);
  const pausedUntil = pauseMs > 0 ? new Date(now.getTime() + pauseMs) : null;
  const set = { count: tries, lastAt: now, pausedUntil };
  await tx
    .insert(table)
    .values({ key, ...set })
    .onConflictDoUpdate({ target: table.key, set });
  return Math.max(0, free - tries);
}

async function forgetOldTries(tx: Transaction, now: Date): Promise<void> {
  const before = new Date(now.getTime() - forgetAfterMs);
  await tx.delete(tables.signInRefusals).where(lt(tables.signInRefusals.lastAt, before));
}

function ownKey({ what, name, address, known }: TryPlace): string {
  const from = known ? `browser ${known}` : network(address);
  return [what, markOf(name), from].join("\n");
}

/**
 * People type passwords into the wrong field, so what they typed is not kept: sixteen bits of a hash
 * tell the few names that one address tries apart, and fit far too many passwords to give one away.
 */
function markOf(name: string): string {
  const plain = name.normalize("NFC").toLowerCase();
  return createHash("sha256").update(plain).digest("hex").slice(0, 4);
}

function addressKey({ what, address }: TryPlace): string {
  return [what, "any name", "", network(address)].join("\n");
}

/** An IPv6 client has a whole /64 to itself, so that is what counts as one address. */
function network(address: string | null): string {
  if (address === null) return "this machine";
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array(Math.max(0, zeros)).fill("0"), ...right].slice(0, 4).join(":");
}
