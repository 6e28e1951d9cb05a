import { z } from "zod";
import { type BlockId, type BlockMethod, type BlockRef, blockMethods } from "../blocks/block.ts";
import { Damage } from "../damage.ts";
import { WrittenEntry } from "../manifest.ts";

/** More blocks than this stand in lists of their own, so that no line grows with its file. */
export const blocksInLineMax = 512;

const count = z.int().min(0);
const Ref = z.tuple([z.string().length(43), count, count, z.literal(Object.values(blockMethods))]);
type Ref = z.infer<typeof Ref>;

/** What the vault knows of a file's content beside what the archive says of it. */
const Held = z.object({
  /** Last change of content or inode, ms since 1970; with inode and device it tells an unchanged file. */
  changed: z.number(),
  inode: count,
  device: count,
  /** What tells instead of these that the content is unchanged, where its source knows better. */
  mark: z.string().optional(),
  /** CRC-32 of the content. */
  crc: count,
  /** Bytes in the ZIP. */
  packed: count,
  /** Method in the ZIP: 0 stored, 8 deflated. */
  method: z.literal([0, 8]),
  /** Its content in order; of a long file the blocks that list its blocks. */
  blocks: z.array(Ref),
  lists: z.boolean().optional(),
});
export type Held = z.infer<typeof Held>;

/** An entry as a part of a listing holds it: what the archive says, and where its content lies. */
export const StoredEntry = WrittenEntry.extend({ held: Held.optional() });
export type StoredEntry = z.infer<typeof StoredEntry>;

export function refOf([id, size, packed, method]: Ref): BlockRef {
  return { id, size, packed, method };
}

export function lineOfRef({ id, size, packed, method }: BlockRef): Ref {
  return [id, size, packed, method as BlockMethod];
}

/** The entry's line in `holdfast.json`. */
export function publicLine({ held: _, ...entry }: StoredEntry): string {
  return JSON.stringify(entry);
}

/** Parts whose lines are known to be entries and nothing else: what has its digest has its lines. */
const wellFormed = new Set<BlockId>();
/** Of an archive of two million entries. */
const wellFormedMax = 8_192;

/**
 * The entries of one part of a listing.
 *
 * @param id by which the part is known: its lines are looked at closely once only
 * @throws Damage
 */
export function entriesOf(part: Buffer, id?: BlockId): StoredEntry[] {
  try {
    const lines = part.toString("utf8").split("\n").slice(0, -1);
    if (id && wellFormed.has(id)) return lines.map((line) => JSON.parse(line));
    const entries = lines.map((line) => StoredEntry.parse(JSON.parse(line)));
    // Only where reading them closely and reading them plainly are the same.
    if (id && entries.every((entry, index) => JSON.stringify(entry) === lines[index])) remember(id);
    return entries;
  } catch (error) {
    throw new Damage(null, "a part of its listing cannot be read", { cause: error });
  }
}

function remember(id: BlockId): void {
  const [oldest] = wellFormed;
  if (wellFormed.size >= wellFormedMax && oldest) wellFormed.delete(oldest);
  wellFormed.add(id);
}

/** Blocks listed in a block of their own. @throws Damage */
export function refsIn(list: Buffer): BlockRef[] {
  try {
    return z
      .array(Ref)
      .parse(JSON.parse(list.toString("utf8")))
      .map(refOf);
  } catch (error) {
    throw new Damage(null, "a list of blocks cannot be read", { cause: error });
  }
}
