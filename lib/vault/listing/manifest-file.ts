import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { whereItLies } from "../bin.ts";
import { blockMethods } from "../blocks/block.ts";
import { Damage } from "../damage.ts";
import { WrittenHead, WrittenWarning } from "../manifest.ts";
import type { VaultPlace } from "../place.ts";

/** Grows when an older Holdfast could no longer read it. */
const manifestVersion = 1;
/** `plain` can be read by anybody; other kinds leave room for sealed ones. */
const manifestKind = "plain";
const firstWord = "HOLDFAST-MANIFEST";

const count = z.int().min(0);

const Part = z.object({
  /** The block that holds the part's lines. */
  block: z.tuple([z.string().length(43), count, count, z.literal(Object.values(blockMethods))]),
  entries: count,
  /** Bytes that it takes in the ZIP: headers with content, its records in the directory. */
  data: count,
  directory: count,
  /** Bytes of its lines in `holdfast.json`, each with the comma and line feed behind it. */
  text: count,
});
export type Part = z.infer<typeof Part>;

/** An archive of the second version: everything but the lines of its entries. */
export const Manifest = z.object({
  head: WrittenHead,
  warnings: z.array(WrittenWarning),
  parts: z.array(Part),
  /** The archive as a ZIP. */
  view: z.object({
    bytes: count,
    /** Of `holdfast.json`. */
    json: z.object({
      bytes: count,
      crc: count,
      sha256: z.string(),
      mode: count,
      uid: count,
      gid: count,
    }),
  }),
  entries: count,
  contentBytes: count,
  /** The packs that were written for it. */
  packs: z.array(z.string()),
  /** The link of the line before its own in the plan's list of digests. */
  follows: z.string().optional(),
});
export type Manifest = z.infer<typeof Manifest>;

/** A manifest as its file holds it: one line with the digest of what follows, then JSON. */
export function manifestBytes(manifest: Manifest): { bytes: Buffer; sha256: string } {
  const body = Buffer.from(`${JSON.stringify(manifest)}\n`);
  const line = `${firstWord} ${manifestVersion} ${manifestKind} ${digestOf(body)}\n`;
  const bytes = Buffer.concat([Buffer.from(line), body]);
  return { bytes, sha256: digestOf(bytes) };
}

/**
 * Reads the manifest of an archive.
 *
 * @returns `sha256`: of the whole file, what the archive is known by
 * @throws Damage; errors of the file system
 */
export async function readManifest(
  place: VaultPlace,
  file: string,
): Promise<{ manifest: Manifest; sha256: string }> {
  const bytes = await whereItLies(place, file, (path) => readFile(path));
  const end = bytes.indexOf("\n");
  const [word, version, kind, sha256] = bytes.subarray(0, Math.max(0, end)).toString().split(" ");
  if (word !== firstWord) throw new Damage(null, "it is no manifest");
  if (version !== String(manifestVersion) || kind !== manifestKind) {
    throw new Damage(null, `its format (${version}, ${kind}) is not known to this Holdfast`);
  }
  const body = bytes.subarray(end + 1);
  if (digestOf(body) !== sha256) throw new Damage(null, "its manifest is not what was written");
  try {
    return { manifest: Manifest.parse(JSON.parse(body.toString("utf8"))), sha256: digestOf(bytes) };
  } catch (error) {
    throw new Damage(null, "its manifest cannot be read", { cause: error });
  }
}

function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
