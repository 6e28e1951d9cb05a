import { eq } from "drizzle-orm";
import { allow, audit, confirmPassword } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { fail } from "#lib/failures";
import { findVersion } from "./read.ts";
import { loadText } from "./texts.ts";

/**
 * A version's text with its secrets, for the eyes of a person who has just typed their own password;
 * the activity trail has it.
 *
 * @throws Failure `wrong-credentials`, `locked-out`, `not-found`, `text-damaged`
 */
export async function revealText(
  ctx: Context,
  { versionId, password }: { versionId: string; password: string },
): Promise<string> {
  allow(ctx, "version:reveal");
  await confirmPassword(ctx, { password });
  const version = await findVersion(ctx, versionId);
  if (!version) throw fail("not-found", { what: "version", name: versionId });
  const text = await loadText(ctx.db, version.sha256);
  const of = eq(tables.devices.id, version.deviceId);
  const device = await ctx.db.select().from(tables.devices).where(of).get();
  const name = `${device?.name ?? "device"}, version ${version.number}`;
  const subject = { kind: "version", id: version.id, name };
  await write(ctx.db, (tx) => audit(tx, ctx, { action: "version:reveal", subject }));
  return text;
}
