import { hkdfSync, randomBytes } from "node:crypto";
import { link, open, readFile, rm } from "node:fs/promises";
import { fail, isFailure } from "#lib/failures";
import { neverLog } from "#lib/log";

const keyBytes = 32;

/** The installation's key and where it came from. The bytes never leave this room's callers. */
export interface InstallationKey {
  bytes: Buffer;
  /** A sentence part for people: `HOLDFAST_KEY`, or a path. */
  place: string;
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the key may come from, first one wins: the environment, a named file, the data folder. */
export interface KeyPlaces {
  environment: Environment;
  /** `secret.key` in the data folder. */
  defaultFile: string;
}

/** Says where the key is looked for, without reading it. */
export function keyPlace({ environment, defaultFile }: KeyPlaces): string {
  if (environment.HOLDFAST_KEY) return "HOLDFAST_KEY";
  return environment.HOLDFAST_KEY_FILE || defaultFile;
}

/**
 * Reads the installation's key.
 *
 * @throws Failure `key-missing` or `key-malformed`
 */
export async function readKey(places: KeyPlaces): Promise<InstallationKey> {
  const place = keyPlace(places);
  const text = places.environment.HOLDFAST_KEY || (await readText(place));
  const bytes = Buffer.from(text.trim(), "base64");
  if (bytes.length !== keyBytes) throw fail("key-malformed", { place });
  neverLog(text.trim());
  return { bytes, place };
}

/**
 * Reads the key, or makes one where a fresh installation has none. Only the default file is ever
 * made: a key named by the environment and missing is a mistake, not a first start.
 */
export async function readOrMakeKey(places: KeyPlaces): Promise<InstallationKey> {
  try {
    return await readKey(places);
  } catch (error) {
    if (!isFailure(error, "key-missing") || keyPlace(places) !== places.defaultFile) throw error;
  }
  await makeKey(places.defaultFile);
  return readKey(places);
}

/** Written whole under another name first: of two first starts at once, one makes the key. */
async function makeKey(place: string): Promise<void> {
  const draft = `${place}.${randomBytes(6).toString("hex")}`;
  const file = await open(draft, "w", 0o600);
  try {
    await file.writeFile(`${randomBytes(keyBytes).toString("base64")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await link(draft, place).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(draft, { force: true });
}

/** A key for one purpose, so that no two uses share one: sessions, sealing, the check value. */
export function deriveKey(key: InstallationKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key.bytes, "holdfast", purpose, 32));
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw fail("key-missing", { place: file }, { cause: error });
  }
}
