import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { PackBytes } from "../blocks/check-pack.ts";

/**
 * Lets a file be read piece by piece without a promise for each. Blocks until the disk answers, so only a
 * thread of its own may.
 *
 * @throws errors of the file system
 */
export function readFileNow(file: string, use: (bytes: PackBytes) => void): void {
  const descriptor = openSync(file, "r");
  const read = (into: Buffer, at: number) => {
    let filled = 0;
    while (filled < into.length) {
      const more = readSync(descriptor, into, filled, into.length - filled, at + filled);
      if (more === 0) break;
      filled += more;
    }
    return filled;
  };
  try {
    use({ size: fstatSync(descriptor).size, read });
  } finally {
    closeSync(descriptor);
  }
}
