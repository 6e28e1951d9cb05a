import type { FileHandle } from "node:fs/promises";

/** Closes without waiting: a file system that no longer answers does not answer a close either. */
export function letGo(handle: FileHandle): void {
  handle.close().catch(() => {}); // it was only read
}
