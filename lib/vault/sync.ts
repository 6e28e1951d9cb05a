import { open } from "node:fs/promises";

/** Makes the names in a folder survive a power cut, as `sync` does for the content of a file. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
