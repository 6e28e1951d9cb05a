import { closeSync, openSync, readSync } from "node:fs";

/** What the first bytes of a database file say: https://sqlite.org/fileformat.html#the_database_header */
export interface Header {
  isDatabase: boolean;
  /** Writers append to a `-wal` file beside it. */
  usesWal: boolean;
}

/** Only where no connection is open in this process: closing the file would drop its locks. */
export function readHeader(file: string): Header {
  const bytes = Buffer.alloc(headerBytes);
  const handle = openSync(file, "r");
  try {
    const read = readSync(handle, bytes, 0, headerBytes, 0);
    return {
      isDatabase: read === headerBytes && bytes.subarray(0, magic.length).equals(magic),
      usesWal: bytes[readVersionAt] === walVersion,
    };
  } finally {
    closeSync(handle);
  }
}

const magic = Buffer.from("SQLite format 3\0");
const headerBytes = 100;
const readVersionAt = 19;
const walVersion = 2;
