import { and, eq, sql } from "drizzle-orm";
import { allow, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables } from "#lib/db";
import { present } from "./rows.ts";
import { Endpoint, type Twin } from "./schema.ts";

/** Who is at an address and port, so that a form can say it while it is typed; `null`: nobody. */
export async function findTwin(ctx: Context, given: Endpoint): Promise<Twin | null> {
  allow(ctx, "device:read");
  return findTwinOf(ctx.db, parseInput(Endpoint, given));
}

/** The same for use cases. Names of machines are the same whatever the case of their letters. */
export async function findTwinOf(
  db: Context["db"] | Transaction,
  at: Endpoint,
): Promise<Twin | null> {
  const { id, name, address, port } = tables.devices;
  const same = sql`lower(${address}) = lower(${at.address})`;
  const row = await db
    .select({ id, name })
    .from(tables.devices)
    .where(and(present, eq(port, at.port), same))
    .get();
  return row ?? null;
}
