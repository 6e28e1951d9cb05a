import { stat } from "node:fs/promises";
import { type Clock, systemClock } from "#lib/context";
import { closeDatabase, type Database, migrateDatabase, openDatabase, write } from "#lib/db";
import { fail } from "#lib/failures";
import {
  deriveKey,
  type Environment,
  type InstallationKey,
  readKey,
  readOrMakeKey,
  seal,
  unseal,
} from "#lib/secrets";
import { type Folders, foldersOf, makeFolders, readSetting, writeSetting } from "#lib/settings";
import { systemActor } from "./actor.ts";
import { allow } from "./allow.ts";
import { audit } from "./audit.ts";

/** An installation that was opened: its database has this version's tables, its key fits. */
export interface Installation {
  folders: Folders;
  db: Database;
  key: InstallationKey;
}

const checkPlace = { table: "settings", row: "keyCheck", column: "value" };
const checkValue = "holdfast";

/**
 * Opens the installation that the environment names, making what a first start needs: folders,
 * database and key. A key is made only while nothing was ever sealed with another.
 *
 * @param begin whether a missing installation is begun; the command line refuses instead
 * @throws Failure `no-installation`, `installation-newer`, `key-missing`, `key-malformed`,
 *   `key-wrong`, each of which leaves things as they are
 */
export async function openInstallation({
  environment,
  clock,
  begin,
}: {
  /** `HOLDFAST_DATA`, `HOLDFAST_KEY` and `HOLDFAST_KEY_FILE` are read. */
  environment: Environment;
  clock: Clock;
  begin: boolean;
}): Promise<Installation> {
  const folders = foldersOf(environment);
  if (!begin && !(await stat(folders.database).catch(() => null))) {
    throw fail("no-installation", { folder: folders.data });
  }
  await makeFolders(folders);
  const db = await openDatabase(folders.database);
  try {
    await migrateDatabase(db);
    const places = { environment, defaultFile: folders.key };
    const isNew = (await readSetting(db, "keyCheck")) === null;
    const key = isNew && begin ? await readOrMakeKey(places) : await readKey(places);
    await checkKey(db, key, clock);
    return { folders, db, key };
  } catch (error) {
    closeDatabase(db);
    throw error;
  }
}

/**
 * Checks that the key is the one this installation was made with; on a first start the check value
 * is written.
 *
 * @throws Failure `key-wrong`
 */
export async function checkKey(
  db: Database,
  key: InstallationKey,
  clock: Clock = systemClock,
): Promise<void> {
  const stored = (await readSetting(db, "keyCheck")) ?? (await writeCheck(db, key, clock));
  try {
    if (unseal(key, checkPlace, stored) === checkValue) return;
  } catch (error) {
    throw fail("key-wrong", { place: key.place }, { cause: error });
  }
  throw fail("key-wrong", { place: key.place });
}

/** Web and worker may both start for the first time: whoever is second finds the first one's value. */
async function writeCheck(db: Database, key: InstallationKey, clock: Clock): Promise<string> {
  const actor = systemActor();
  allow({ actor }, "installation:begin");
  return write(db, async (tx) => {
    const there = await readSetting(tx, "keyCheck");
    if (there !== null) return there;
    const value = seal(key, checkPlace, checkValue);
    const at = clock.now();
    await writeSetting(tx, "keyCheck", { value, at });
    await audit(
      tx,
      { actor, clock },
      {
        action: "installation:begin",
        subject: { kind: "installation", id: "installation", name: "Installation" },
        after: { keyFingerprint: fingerprint(key) },
      },
    );
    return value;
  });
}

/** Eight characters that tell keys apart and give nothing away. */
export function fingerprint(key: InstallationKey): string {
  return deriveKey(key, "fingerprint").toString("hex").slice(0, 8);
}
