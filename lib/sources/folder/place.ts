import { lstat } from "node:fs/promises";
import { archiveName, visibleName } from "#lib/entries";
import type { Reached } from "../reach.ts";
import type { FileStats } from "../stats.ts";

/** Where something lies below a source's folder. */
export interface Place {
  /** As the file system has it. */
  real: Buffer;
  /** As the archive and patterns have it, part by part; empty for the source's folder itself. */
  parts: readonly string[];
  /** The bytes below the source's folder where `parts` had to escape some, else `null`. */
  bytes: Buffer | null;
}

/** A folder on the way through a source, and what it was when it was found. */
export interface Folder {
  place: Place;
  stats: FileStats;
}

export function placeOfRoot({ real }: Reached): Place {
  return { real, parts: [], bytes: null };
}

/**
 * The place of a name in a folder. An escaped name that would fall on an ordinary one beside it
 * gets `%` at its end until it does not: no escaped name ends so by itself.
 */
export async function placeIn(folder: Place, name: Buffer): Promise<Place> {
  const real = below(folder.real, name);
  let { text, bytes } = archiveName(name);
  while (bytes && (await exists(below(folder.real, Buffer.from(text))))) text += "%";
  const parts = [...folder.parts, text];
  if (!bytes && !folder.bytes) return { real, parts, bytes: null };
  const above = folder.bytes ?? Buffer.from(folder.parts.join("/"));
  return { real, parts, bytes: above.length > 0 ? below(above, name) : name };
}

/** A path for a sentence. */
export function shownPath(root: Reached, { parts }: Place): string {
  const slash = root.shown === "/" || parts.length === 0 ? "" : "/";
  return `${root.shown}${slash}${visibleName(parts.join("/"))}`;
}

/** A name in a folder, as bytes. */
export function below(folder: Buffer, name: Buffer): Buffer {
  const isRoot = folder.length === 1 && folder[0] === slashByte;
  return Buffer.concat(isRoot ? [folder, name] : [folder, slash, name]);
}

const slash = Buffer.from("/");
const slashByte = 0x2f;

async function exists(path: Buffer): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
