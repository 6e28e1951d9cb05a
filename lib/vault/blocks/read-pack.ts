import { type FileHandle, open, readFile, stat } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { Damage } from "../damage.ts";
import { isCode, packPath, type VaultPlace } from "../place.ts";
import { readExactly } from "../read-exactly.ts";
import { readInThread } from "../threads/pool.ts";
import { type BlockId, type PackedBlock, unpackBlock } from "./block.ts";
import { checkPack } from "./check-pack.ts";
import type { PackRecord } from "./pack-format.ts";
import { readPackTable } from "./pack-index.ts";

/** A pack that is not what it was. */
export interface DamagedPack {
  name: string;
  detail: string;
  /** Blocks that can still be read and are what they were. */
  good: PackedBlock[];
  /** Blocks that are not; `null`: its table cannot be read, so nobody knows what it held. */
  lost: BlockId[] | null;
}

/** A pack of this size is read and unpacked in a few milliseconds: it is worth no thread. */
const smallBytesMax = 512 * 1024;

/**
 * Reads a pack whole: its bytes are those it is named after, and each block is what it is known by.
 *
 * @returns how long it is
 * @throws Damage; errors of the file system
 */
export async function readPack(file: string, name: string): Promise<number> {
  try {
    const { size } = await stat(file);
    if (size > smallBytesMax) await readInThread(file, name);
    else {
      const bytes = await readFile(file);
      checkPack({ size: bytes.length, read: (into, at) => bytes.copy(into, 0, at) }, name);
    }
    return size;
  } catch (error) {
    if (isCode(error, "ENOENT")) throw new Damage(null, `pack ${name} is missing`);
    throw error;
  }
}

/**
 * Reads a pack whole. Of a damaged one every block is unpacked, and those that are what they were are
 * given back: 32 MB at most.
 *
 * @returns `null`: it is whole
 * @throws errors of the file system but `EIO`, by which a disk says that it lost something
 */
export async function examinePack(
  place: VaultPlace,
  name: string,
  took: (bytes: number) => void,
): Promise<DamagedPack | null> {
  const file = packPath(place, name);
  const found = await readPack(file, name).catch((error: unknown) => detailOf(error));
  if (typeof found === "number") {
    took(found);
    return null;
  }
  try {
    return { name, detail: found, ...(await sortBlocks(file)) };
  } catch (error) {
    return { name, detail: `pack ${name}: ${detailOf(error)}`, good: [], lost: null };
  }
}

/** The blocks of a damaged pack. */
async function sortBlocks(file: string) {
  const records: PackRecord[] = [];
  await readPackTable(file, (record) => records.push(record));
  const sorted: { good: PackedBlock[]; lost: BlockId[] } = { good: [], lost: [] };
  const handle = await open(file, "r");
  try {
    for (const record of records) {
      const block = await readBlock(handle, record);
      if (block) sorted.good.push(block);
      else sorted.lost.push(record.id.toString("base64url"));
    }
    return sorted;
  } finally {
    await handle.close();
  }
}

/** `null`: the block is not what it was. */
async function readBlock(handle: FileHandle, record: PackRecord): Promise<PackedBlock | null> {
  const { size, packed, crc, method, offset } = record;
  try {
    const bytes = await readExactly(handle, { at: offset, bytes: packed });
    if (crc32(bytes) !== crc) return null;
    const block = { id: record.id.toString("base64url"), size, packed, crc, method, bytes };
    unpackBlock(block, bytes);
    return block;
  } catch (error) {
    detailOf(error);
    return null;
  }
}

/** What damage says of itself. @throws anything that is no damage */
function detailOf(error: unknown): string {
  if (error instanceof Damage) return error.message;
  if (isCode(error, "EIO")) return "the disk could not read it";
  throw error;
}
