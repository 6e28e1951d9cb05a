import type { BlockRef } from "../blocks/block.ts";
import type { BlockReader } from "../blocks/block-reader.ts";
import type { PackIndex, PlacedBlock } from "../blocks/pack-index.ts";
import { Damage } from "../damage.ts";
import { blocksOf } from "./read-listing.ts";
import { refOf, type StoredEntry } from "./stored-entry.ts";

/**
 * Every block of an entry is there, in the form that the listing knows; where
 * asked, each is unpacked and held against its digest.
 *
 * @throws Damage that names the entry; errors of the file system
 */
export async function checkEntry(
  { index, reader }: { index: PackIndex; reader: BlockReader },
  entry: StoredEntry,
  readsBlocks: boolean,
): Promise<void> {
  let bytes = 0;
  const check = async (ref: BlockRef) => {
    bytes += ref.size;
    checkForm(index.find(ref.id) ?? (await reader.place(ref)), ref);
    if (readsBlocks) await reader.content(ref);
  };
  try {
    const named = entry.held?.blocks.map(refOf) ?? [];
    for (const ref of named) await (entry.held?.lists ? reader.content(ref) : check(ref));
    if (entry.held?.lists) for await (const ref of blocksOf(reader, entry)) await check(ref);
  } catch (error) {
    if (error instanceof Damage) throw new Damage(entry.path, error.message, { cause: error });
    throw error;
  }
  if (entry.kind === "file" && bytes !== entry.size) {
    throw new Damage(entry.path, "its blocks are not as long as it is");
  }
}

/** A pack holds a block in the form that the listing knows. */
function checkForm(placed: PlacedBlock, ref: BlockRef): void {
  if (placed.size !== ref.size || placed.packed !== ref.packed || placed.method !== ref.method) {
    throw new Damage(null, `block ${ref.id} is stored in another form`);
  }
}
