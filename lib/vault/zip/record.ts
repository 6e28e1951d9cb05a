import { ZipArchiveEntry } from "compress-commons";
import { type EntryKind, entryKinds } from "#lib/entries";
import { dosTime, ownerField, timesField, zip64Field, zip64Marker } from "./fields.ts";

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

const typeBits = { file: 0o100000, folder: 0o040000, link: 0o120000 } as const;
const typeMask = 0o170000;

/** The kind that the type bits of a Unix mode name; `null` for what archives never hold. */
export function kindOfMode(mode: number): EntryKind | null {
  return entryKinds.find((kind) => typeBits[kind] === (mode & typeMask)) ?? null;
}

const dosFolder = 0x10;
const versions = { plain: 20, zip64: 45 } as const;
const unixPlatform = 3;

/** From this size on an entry gets eight-byte sizes: what does not compress grows a little. */
const largeFrom = 0xf0000000;

/** One entry of the ZIP, with the fields that the layer below would lose. */
export class ZipRecord extends ZipArchiveEntry {
  readonly #fields: Buffer;
  readonly #time: number;
  readonly #large: boolean;

  /** @param expectedBytes size of the content as far as it is known before it is read */
  constructor(facts: RecordFacts, expectedBytes: number) {
    super(facts.kind === "folder" ? `${facts.path}/` : facts.path);
    this.#fields = lasting(timesField(facts.modified), ownerField(facts));
    this.#time = dosTime(facts.modified);
    this.#large = expectedBytes >= largeFrom;
    this.platform = unixPlatform;
    const mode = typeBits[facts.kind] | (facts.mode & 0o7777);
    this.setExternalAttributes(mode * 0x10000 + (facts.kind === "folder" ? dosFolder : 0));
    this.setVersionNeededToExtract(this.#large ? versions.zip64 : versions.plain);
  }

  /** As it is: the rules for paths were applied before, and a colon is an ordinary character. */
  override setName(name: string): void {
    if (Buffer.byteLength(name) !== name.length) {
      this.getGeneralPurposeBit().useUTF8ForNames(true);
    }
    this.name = name;
  }

  override getTimeDos(): number {
    return this.#time;
  }

  override isZip64(): boolean {
    return this.#large || this.getSize() >= zip64Marker || this.getCompressedSize() >= zip64Marker;
  }

  override getLocalFileDataExtra(): Buffer {
    return this.#large ? Buffer.concat([zip64Field(), this.#fields]) : this.#fields;
  }

  /** The layer below puts the zip64 field of large files in place of all others. */
  override getCentralDirectoryExtra(): Buffer {
    return this.extra === null ? this.#fields : Buffer.concat([this.extra, this.#fields]);
  }
}

/**
 * Bytes that stay until the archive is done, in memory of their own: what `concat` gives is a slice
 * of a pool, and each entry would keep one whole pool alive.
 */
function lasting(...parts: Buffer[]): Buffer {
  const bytes = Buffer.alloc(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) at += part.copy(bytes, at);
  return bytes;
}
