import type { Context } from "#lib/context";
import { newId, tables } from "#lib/db";

/** A device in the database that nobody will ever talk with; gives its id. */
export async function addDeviceRow(ctx: Context, name?: string): Promise<string> {
  const at = ctx.clock.now();
  const [credentialId, id] = [newId(), newId()];
  const times = { createdAt: at, updatedAt: at };
  await ctx.db
    .insert(tables.credentials)
    .values({ id: credentialId, name: `lab ${credentialId}`, username: "ada", ...times });
  await ctx.db.insert(tables.devices).values({
    ...{ id, name: name ?? `edge ${id}`, address: "192.0.2.1", port: 22, credentialId },
    ...{ legacy: [], site: "", notes: "", limits: {}, enabled: true, ...times },
  });
  return id;
}
