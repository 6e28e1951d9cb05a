import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { Damage } from "../damage.ts";
import { isCode, packPath, type VaultPlace } from "../place.ts";
import { readExactly } from "../read-exactly.ts";
import { type BlockId, type PackedBlock, unpackBlock } from "./block.ts";
import type { PackRecord } from "./pack-format.ts";
import { readPackTable } from "./pack-index.ts";

const readBytes = 1024 * 1024;

/** A pack that is not what it was. */
export interface DamagedPack {
  name: string;
  detail: string;
  /** Blocks that can still be read and are what they were. */
  good: PackedBlock[];
  /** Blocks that are not; `null`: its table cannot be read, so nobody knows what it held. */
  lost: BlockId[] | null;
}

/** A pack's bytes are those it is named after. @throws Damage; errors of the file system */
export async function readPack(
  path: string,
  name: string,
  took: (bytes: number) => void,
): Promise<void> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: readBytes })) {
      hash.update(chunk as Buffer);
      took((chunk as Buffer).length);
    }
  } catch (error) {
    if (isCode(error, "ENOENT")) throw new Damage(null, `pack ${name} is missing`);
    throw error;
  }
  if (hash.digest("hex") !== name) throw new Damage(null, `pack ${name} is damaged`);
}

/**
 * Reads a pack whole, against its name, and each of its blocks against its checksum. Of a damaged one
 * every block is unpacked, and those that are what they were are given back: 32 MB at most.
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
  let detail: string | null = null;
  try {
    await readPack(file, name, took);
  } catch (error) {
    detail = detailOf(error);
  }
  try {
    const first = await sortBlocks(file, detail !== null);
    if (detail === null && first.lost.length === 0) return null;
    const found = detail === null ? await sortBlocks(file, true) : first;
    return { name, detail: detail ?? `pack ${name} is not what its table says`, ...found };
  } catch (error) {
    return { name, detail: `pack ${name}: ${detailOf(error)}`, good: [], lost: null };
  }
}

/** The blocks of a pack; those that are good are kept only where somebody wants them. */
async function sortBlocks(file: string, keeps: boolean) {
  const records: PackRecord[] = [];
  await readPackTable(file, (record) => records.push(record));
  const sorted: { good: PackedBlock[]; lost: BlockId[] } = { good: [], lost: [] };
  const handle = await open(file, "r");
  try {
    for (const record of records) {
      const block = await readBlock(handle, record, keeps);
      if (!block) sorted.lost.push(record.id.toString("base64url"));
      else if (keeps) sorted.good.push(block);
    }
    return sorted;
  } finally {
    await handle.close();
  }
}

/** `null`: the block is not what it was. */
async function readBlock(
  handle: FileHandle,
  record: PackRecord,
  unpacks: boolean,
): Promise<PackedBlock | null> {
  const { size, packed, crc, method, offset } = record;
  try {
    const bytes = await readExactly(handle, { at: offset, bytes: packed });
    if (crc32(bytes) !== crc) return null;
    const block = { id: record.id.toString("base64url"), size, packed, crc, method, bytes };
    if (unpacks) unpackBlock(block, bytes);
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
