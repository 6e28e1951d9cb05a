import { type Entry, isSafeArchivePath, linkText } from "#lib/entries";
import { causes, type Failure, fail, isFailure } from "#lib/failures";
import type { AddedEntry } from "./archive.ts";
import type { WrittenEntry } from "./manifest.ts";
import { type RecordFacts, recordNameBytesMax } from "./zip/facts.ts";

/** Why an entry cannot stand in an archive at all; `null` when it can. */
export function refusal(entry: Entry): Failure | null {
  if (!isSafeArchivePath(entry.path)) {
    return fail("entry-name-refused", { path: entry.path });
  }
  if (Buffer.byteLength(entry.path) > recordNameBytesMax - suffixBytes) {
    const detail = `its path is longer than ${recordNameBytesMax - suffixBytes} bytes`;
    return fail("entry-unreadable", { path: `${entry.path.slice(0, 100)}…`, detail });
  }
  return null;
}

/** Room for a folder's slash and for telling twins apart. */
const suffixBytes = 100;

/** What of an entry stands in the ZIP itself. */
export function factsOf(entry: Entry, path: string): RecordFacts {
  const { kind, mode, uid, gid } = entry;
  // A time that no calendar can show: better the beginning of time than no copy.
  const modified = Number.isNaN(entry.modified.getTime()) ? new Date(0) : entry.modified;
  return { path, kind, mode, uid, gid, modified };
}

/** The entry as the manifest tells of it. */
export function entryOf(
  entry: Entry,
  facts: RecordFacts,
  seen: { bytes: number; sha256: string | null },
): WrittenEntry {
  const nameBytes = entry.nameBytes ?? (facts.path === entry.path ? null : Buffer.from(entry.path));
  return {
    path: facts.path,
    kind: facts.kind,
    size: seen.bytes,
    mode: facts.mode,
    uid: facts.uid,
    gid: facts.gid,
    modified: facts.modified.toISOString(),
    ...(seen.sha256 === null ? {} : { sha256: seen.sha256 }),
    ...(entry.link === null ? {} : linkFields(entry.link)),
    ...(nameBytes === null ? {} : { nameBytes: nameBytes.toString("base64") }),
    ...(entry.stale === null ? {} : { stale: { since: entry.stale.since.toISOString() } }),
  };
}

function linkFields(target: Buffer): Pick<WrittenEntry, "link" | "linkBytes"> {
  const { text, bytes } = linkText(target);
  return bytes === null ? { link: text } : { link: text, linkBytes: bytes.toString("base64") };
}

/** A link's target as it stands in the ZIP. */
export function targetOf({ link = "", linkBytes }: WrittenEntry): Buffer {
  return linkBytes === undefined ? Buffer.from(link) : Buffer.from(linkBytes, "base64");
}

export function leftOut(warning: Failure): AddedEntry {
  return { kept: false, bytes: 0, sha256: null, warning };
}

/**
 * An error of a source as the warning that names the entry; what is no matter of the source
 * (a bug, a cancelled run) is thrown on.
 */
export function asWarning(error: unknown, path: string): Failure {
  if (isFailure(error)) {
    if (causes[error.causeName].severity === "warning") return error;
    throw error;
  }
  if (!(error instanceof Error) || !("code" in error)) throw error;
  const detail = String(error.code);
  return fail("entry-unreadable", { path, detail }, { cause: error });
}
