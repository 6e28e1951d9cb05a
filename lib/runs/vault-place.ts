import type { Database } from "#lib/db";
import { foldersAround, readSetting } from "#lib/settings";
import type { VaultPlace } from "#lib/vault";

/** The installation's vault, with the id that tells it from any other mounted in its place. */
export async function vaultOf(db: Database): Promise<VaultPlace> {
  const id = await readSetting(db, "vaultId");
  return { folder: foldersAround(db).vault, ...(id === null ? {} : { id }) };
}
