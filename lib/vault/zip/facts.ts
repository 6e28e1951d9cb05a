import { type EntryKind, entryKinds } from "#lib/entries";

/** What the ZIP says about one entry beside its content. */
export interface RecordFacts {
  /** Its place in the archive; a folder's without the closing slash. */
  path: string;
  kind: EntryKind;
  /** Permission bits. */
  mode: number;
  uid: number;
  gid: number;
  modified: Date;
}

/** Longest name the format can hold, in bytes. */
export const recordNameBytesMax = 0xffff;

export const methods = { store: 0, deflate: 8 } as const;

export const typeBits = { file: 0o100000, folder: 0o040000, link: 0o120000 } as const;
const typeMask = 0o170000;

/** The kind that the type bits of a Unix mode name; `null` for what archives never hold. */
export function kindOfMode(mode: number): EntryKind | null {
  return entryKinds.find((kind) => typeBits[kind] === (mode & typeMask)) ?? null;
}

export const dosFolder = 0x10;
