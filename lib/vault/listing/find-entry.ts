import type { BlockReader } from "../blocks/block-reader.ts";
import type { Manifest, Part } from "./manifest-file.ts";
import { readPartBytes } from "./read-listing.ts";
import { entriesOf, type StoredEntry } from "./stored-entry.ts";

/**
 * The entry of a path in one part of a listing; `null`: it is not there. The part is searched as
 * bytes, which costs a hundredth of reading all of its lines.
 *
 * @throws Damage; errors of the file system
 */
export async function entryIn(
  reader: BlockReader,
  part: Part,
  path: string,
): Promise<StoredEntry | null> {
  const bytes = await readPartBytes(reader, part);
  const mark = Buffer.from(`"path":${JSON.stringify(path)}`);
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    const end = bytes.indexOf("\n", at);
    const begin = bytes.lastIndexOf("\n", at) + 1;
    const line = bytes.subarray(begin, end < 0 ? bytes.length : end + 1);
    const found = entriesOf(line).find((entry) => entry.path === path);
    if (found) return found;
  }
  return null;
}

/** The entry of a path in an archive; `null`: it holds none. @throws as `entryIn` */
export async function findEntry(
  { manifest, reader }: { manifest: Pick<Manifest, "parts">; reader: BlockReader },
  path: string,
): Promise<StoredEntry | null> {
  for (const part of manifest.parts) {
    const found = await entryIn(reader, part, path);
    if (found) return found;
  }
  return null;
}
