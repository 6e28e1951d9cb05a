import type { Readable } from "node:stream";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { write } from "#lib/db";
import { visibleName } from "#lib/entries";
import { readArchiveFile, readArchivePath } from "#lib/vault";
import { keptArchive } from "./archives.ts";
import { vaultOf } from "./vault-place.ts";

/** An archive ready to be sent. */
export interface Download {
  /** A name for the file on the reader's machine. */
  name: string;
  /** Bytes of the whole ZIP. */
  size: number;
  /** `zip`, or `file`: the content of one file. */
  kind: "zip" | "file";
  /** Changes when the content does. */
  etag: string;
  modified: Date;
  /** Streams the whole, or both ends of a range included. */
  open(range?: { start: number; end: number }): Readable;
}

/**
 * Opens a run's archive, or a part of it, for sending; nothing is held in memory.
 *
 * @param run id or number
 * @param path of one file, or of a folder that ends in `/`; `null`: the whole archive
 * @param record whether this is a new download that belongs in the activity trail, not the
 *   continuation of one
 * @throws Failure `not-found`, `archive-let-go`, `archive-missing`
 */
export async function openDownload(
  ctx: Context,
  { run, path = null, record }: { run: string; path?: string | null; record: boolean },
): Promise<Download> {
  allow(ctx, "archive:download");
  const { archive, number, planName } = await keptArchive(ctx, run);
  const place = await vaultOf(ctx.db);
  const part = path === null ? null : await readArchivePath(place, archive.file, path);
  const file = part ?? (await readArchiveFile(place, archive.file));
  if (record) {
    const subject = { kind: "archive", id: archive.id, name: `${planName}, run ${number}` };
    const after = { bytes: file.size, sha256: archive.sha256, ...(path === null ? {} : { path }) };
    await write(ctx.db, (tx) => audit(tx, ctx, { action: "archive:download", subject, after }));
  }
  const whole = baseName(planName, number, archive.createdAt);
  return {
    name: path === null ? `${whole}.zip` : partName(whole, path),
    size: file.size,
    kind: path === null || path.endsWith("/") ? "zip" : "file",
    etag: `"${part?.tag ?? archive.sha256}"`,
    modified: archive.createdAt,
    open: file.open,
  };
}

/** A folder's ZIP says of which archive it is; a file keeps its own name. */
function partName(whole: string, path: string): string {
  const last = path.replace(/\/$/, "").split("/").at(-1) ?? "";
  return path.endsWith("/") ? `${whole}-${plainName(last) || "folder"}.zip` : visibleName(last);
}

/** `nightly-run-17-20260310T120000Z`: safe in a header, a shell and on every file system. */
function baseName(planName: string, number: number, createdAt: Date): string {
  const time = createdAt.toISOString().replace(/[-:]|\.\d+/g, "");
  return `${plainName(planName) || "plan"}-run-${number}-${time}`;
}

function plainName(name: string): string {
  const plain = name.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-");
  return plain.replace(/^-|-$/g, "").toLowerCase();
}
