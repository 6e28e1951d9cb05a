import type { Readable } from "node:stream";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { write } from "#lib/db";
import { readArchiveFile } from "#lib/vault";
import { keptArchive } from "./archives.ts";
import { vaultOf } from "./vault-place.ts";

/** An archive ready to be sent. */
export interface Download {
  /** A name for the file on the reader's machine: letters, digits, dots and dashes. */
  name: string;
  /** Bytes of the whole ZIP. */
  size: number;
  /** Changes when the content does: its SHA-256. */
  etag: string;
  modified: Date;
  /** Streams the whole, or both ends of a range included. */
  open(range?: { start: number; end: number }): Readable;
}

/**
 * Opens a run's archive for sending; nothing is held in memory.
 *
 * @param run id or number
 * @param record whether this is a new download that belongs in the activity trail, not the
 *   continuation of one
 * @throws Failure `not-found`, `archive-let-go`, `archive-missing`
 */
export async function openDownload(
  ctx: Context,
  { run, record }: { run: string; record: boolean },
): Promise<Download> {
  allow(ctx, "archive:download");
  const { archive, number, planName } = await keptArchive(ctx, run);
  const file = await readArchiveFile(await vaultOf(ctx.db), archive.file);
  if (record) {
    const subject = { kind: "archive", id: archive.id, name: `${planName}, run ${number}` };
    const after = { bytes: archive.bytes, sha256: archive.sha256 };
    await write(ctx.db, (tx) => audit(tx, ctx, { action: "archive:download", subject, after }));
  }
  return {
    name: fileName(planName, number, archive.createdAt),
    size: file.size,
    etag: `"${archive.sha256}"`,
    modified: archive.createdAt,
    open: file.open,
  };
}

/** `nightly-run-17-20260310T120000Z.zip`: safe in a header, a shell and on every file system. */
function fileName(planName: string, number: number, createdAt: Date): string {
  const plain = planName
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const time = createdAt.toISOString().replace(/[-:]|\.\d+/g, "");
  return `${plain.toLowerCase() || "plan"}-run-${number}-${time}.zip`;
}
