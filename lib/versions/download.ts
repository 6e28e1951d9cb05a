import { eq } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { fail } from "#lib/failures";
import { fileNames } from "./file-names.ts";
import { findVersion } from "./read.ts";
import { loadText } from "./texts.ts";

/** One version ready to be sent. */
export interface VersionDownload {
  /** A name for the file on the reader's machine. */
  name: string;
  text: string;
  /** Of the text in UTF-8. */
  bytes: number;
}

/**
 * Opens a version's text for sending, as the device gave it, secrets and all.
 *
 * @param record whether it is sent: then the activity trail has it
 * @throws Failure `forbidden`, `not-found`, `text-damaged`
 */
export async function downloadVersion(
  ctx: Context,
  { versionId, record }: { versionId: string; record: boolean },
): Promise<VersionDownload> {
  allow(ctx, "version:download");
  const version = await findVersion(ctx, versionId);
  if (!version) throw fail("not-found", { what: "version", name: versionId });
  const text = await loadText(ctx.db, version.sha256);
  const of = eq(tables.devices.id, version.deviceId);
  const device = (await ctx.db.select().from(tables.devices).where(of).get())?.name ?? "device";
  const { id, number, bytes, sha256 } = version;
  if (record) {
    const subject = { kind: "version", id, name: `${device}, version ${number}` };
    const line = { action: "version:download" as const, subject, after: { bytes, sha256 } };
    await write(ctx.db, (tx) => audit(tx, ctx, line));
  }
  const [name = ""] = fileNames([{ device, number, alone: false }]);
  return { name, text, bytes };
}
