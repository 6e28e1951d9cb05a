import type { BlockReader } from "../blocks/block-reader.ts";
import type { ManifestHead, ManifestTail, WrittenSource } from "../manifest.ts";
import { manifestFormat } from "../manifest.ts";
import { fileMode } from "../place.ts";
import { JsonDigest, jsonAfter, jsonBefore, jsonLines } from "../view/json.ts";
import { dataBytes, directoryBytes, endRecords, rowOfJson } from "../zip/records.ts";
import type { Manifest, Part } from "./manifest-file.ts";
import { entriesWithin, readPart } from "./read-listing.ts";
import type { StoredEntry } from "./stored-entry.ts";

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
 * The manifest of an archive whose parts are stored; measures what the ZIP of it will be.
 *
 * @param see called with every entry once more
 */
export async function finishManifest(
  reader: BlockReader,
  parts: Part[],
  lists: { head: ManifestHead; tail: ManifestTail; counts: SourceCounts; packs: string[] },
  see: (entry: StoredEntry) => Promise<void>,
): Promise<Manifest> {
  const { tail, counts } = lists;
  const { plan, run, createdAt, timeZone, host, version } = lists.head;
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
  const manifest: Manifest = {
    head: {
      format: manifestFormat,
      plan: { id: plan.id, name: plan.name },
      run: { id: run.id, number: run.number },
      createdAt: createdAt.toISOString(),
      timeZone,
      host,
      version,
      sources,
    },
    warnings,
    parts,
    view: { bytes: 0, json: { bytes: 0, crc: 0, sha256: "", ...owner() } },
    entries: sumOf(parts, "entries"),
    contentBytes: counts.bytes,
    packs: [...lists.packs],
  };
  await measure(reader, manifest, see);
  return manifest;
}

/**
 * Measures what the ZIP of a manifest is, and writes it into its `view`.
 *
 * @param within only entries whose path begins so, of which the parts speak
 */
export async function measure(
  reader: BlockReader,
  manifest: Manifest,
  see: (entry: StoredEntry) => Promise<void>,
  within = "",
): Promise<void> {
  const { parts, view } = manifest;
  const digest = new JsonDigest();
  digest.add(jsonBefore(manifest));
  for (const [index, part] of parts.entries()) {
    const entries = entriesWithin(await readPart(reader, part), within);
    for (const entry of entries) await see(entry);
    digest.add(jsonLines(entries, index === parts.length - 1));
  }
  digest.add(jsonAfter(manifest));
  Object.assign(view.json, { bytes: digest.bytes, crc: digest.crc, sha256: digest.sha256() });
  const json = rowOfJson(manifest);
  const data = sumOf(parts, "data");
  const directory = {
    entries: manifest.entries + 1,
    offset: data + dataBytes(json),
    bytes: sumOf(parts, "directory") + directoryBytes(json, data),
  };
  view.bytes = directory.offset + directory.bytes + endRecords(directory).length;
}

function owner() {
  return { mode: fileMode, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
}

/** What all parts come to. */
export function sumOf(parts: readonly Part[], field: "entries" | "data" | "directory"): number {
  return parts.reduce((sum, part) => sum + part[field], 0);
}
