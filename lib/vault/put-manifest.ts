import { createHash } from "node:crypto";
import {
  type ManifestHead,
  type ManifestTail,
  manifestName,
  manifestText,
  type WrittenSource,
} from "./manifest.ts";
import { fileMode } from "./place.ts";
import type { RecordFacts } from "./zip/record.ts";
import type { ZipSink } from "./zip/sink.ts";

interface SourceKey {
  kind: string;
  name: string;
}

/** What each source gave to an archive: what was kept, whatever the source believes. */
export class SourceCounts {
  readonly #counts = new Map<string, { entries: number; bytes: number }>();
  /** Of all sources. */
  bytes = 0;

  add(source: SourceKey, bytes: number): void {
    const count = this.of(source);
    const more = { entries: count.entries + 1, bytes: count.bytes + bytes };
    this.#counts.set(keyOf(source), more);
    this.bytes += bytes;
  }

  of(source: SourceKey): { entries: number; bytes: number } {
    return this.#counts.get(keyOf(source)) ?? { entries: 0, bytes: 0 };
  }
}

function keyOf({ kind, name }: SourceKey): string {
  return `${kind}/${name}`;
}

/**
 * Writes the manifest as the archive's last entry.
 *
 * @returns its SHA-256
 */
export async function putManifest(
  sink: ZipSink,
  head: ManifestHead,
  lists: { entries: readonly string[]; tail: ManifestTail; counts: SourceCounts },
): Promise<string> {
  const { entries, tail, counts } = lists;
  const sources = tail.sources.map((source): WrittenSource => {
    const { kind, name, path, state, warnings } = source;
    const place = path === null ? {} : { path };
    return { kind, name, ...place, ...counts.of(source), state, warnings };
  });
  // Field by field: what a caller's objects hold beside these is none of the archive's business.
  const warnings = tail.warnings.map(({ cause, subject, sentence }) => ({
    cause,
    subject,
    sentence,
  }));
  const hash = createHash("sha256");
  const chunks = async function* () {
    for (const text of manifestText(head, { sources, entries, warnings })) {
      const bytes = Buffer.from(text);
      hash.update(bytes);
      yield bytes;
    }
  };
  const facts: RecordFacts = {
    path: manifestName,
    kind: "file",
    mode: fileMode,
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    modified: head.createdAt,
  };
  await sink.putStream(facts, { chunks: chunks(), expectedBytes: 0, deflate: true });
  return hash.digest("hex");
}
