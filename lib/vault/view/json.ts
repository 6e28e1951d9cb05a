import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Manifest } from "../listing/manifest-file.ts";
import { publicLine, type StoredEntry } from "../listing/stored-entry.ts";

/** `holdfast.json`, laid together from what the vault holds already. */

const joint = ",\n";

/** Everything before the lines of the entries. */
export function jsonBefore({ head }: Pick<Manifest, "head">): string {
  const { format, sources, ...facts } = head;
  const lines = Object.entries(facts).map(([name, value]) => `${quoted(name)}:${quoted(value)},\n`);
  return `{\n"format":${format},\n${lines.join("")}"sources":[\n${listed(sources)}],\n"entries":[\n`;
}

/** Everything behind them. */
export function jsonAfter({ warnings }: Pick<Manifest, "warnings">): string {
  return `],\n"warnings":[\n${listed(warnings)}]\n}\n`;
}

/** The lines of a part's entries. @param isLast no comma follows the archive's last entry */
export function jsonLines(entries: readonly StoredEntry[], isLast: boolean): string {
  const lines = entries.map(publicLine).join(joint);
  if (entries.length === 0) return "";
  return lines + (isLast ? "\n" : joint);
}

/** Bytes of an entry's line with what stands behind it. */
export function jsonLineBytes(entry: StoredEntry): number {
  return Buffer.byteLength(publicLine(entry)) + joint.length;
}

/** Measures the text while it grows. */
export class JsonDigest {
  readonly #hash = createHash("sha256");
  bytes = 0;
  crc = 0;

  add(text: string): void {
    const bytes = Buffer.from(text);
    this.#hash.update(bytes);
    this.crc = crc32(bytes, this.crc);
    this.bytes += bytes.length;
  }

  /** Once, at the end. */
  sha256(): string {
    return this.#hash.digest("hex");
  }
}

function listed(values: readonly unknown[]): string {
  return values.length === 0 ? "" : `${values.map(quoted).join(joint)}\n`;
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}
