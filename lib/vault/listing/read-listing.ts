import type { BlockRef } from "../blocks/block.ts";
import type { BlockReader } from "../blocks/block-reader.ts";
import type { Part } from "./manifest-file.ts";
import { entriesOf, refOf, refsIn, type StoredEntry } from "./stored-entry.ts";

/** The entries of one part. @throws Damage; errors of the file system */
export async function readPart(reader: BlockReader, part: Part): Promise<StoredEntry[]> {
  return entriesOf(await readPartBytes(reader, part), part.block[0]);
}

/** The lines of one part as they are stored. @throws Damage; errors of the file system */
export function readPartBytes(reader: BlockReader, part: Pick<Part, "block">): Promise<Buffer> {
  return reader.content(refOf(part.block));
}

/** The blocks of a file in order; those of a long file are looked up list by list. */
export async function* blocksOf(
  reader: BlockReader,
  { held }: StoredEntry,
): AsyncGenerator<BlockRef> {
  if (!held) return;
  for (const ref of held.blocks.map(refOf)) {
    if (held.lists) yield* refsIn(await reader.content(ref));
    else yield ref;
  }
}

/** Entries whose path begins with a folder's, such as `media/photos/`. */
export function entriesWithin(entries: StoredEntry[], folder: string): StoredEntry[] {
  return folder === "" ? entries : entries.filter(({ path }) => path.startsWith(folder));
}
