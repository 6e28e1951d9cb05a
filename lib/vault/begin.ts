import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, open, readdir, rename } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type Clock, systemClock } from "#lib/context";
import { asDiskFailure, fail } from "#lib/failures";
import {
  archivesName,
  archivesOf,
  fileMode,
  folderMode,
  isCode,
  markerMissing,
  markerName,
  markerOf,
  packsOf,
  temporaryName,
  temporaryOf,
  type VaultPlace,
} from "./place.ts";
import { syncFolder } from "./sync.ts";
import { makeFolder } from "./temporary.ts";

/** Format of the vault's folder; grows when an older Holdfast could no longer read it. */
const vaultFormat = 2;

/** A marker is a few lines; more than this is no marker of ours. */
const markerBytesMax = 64 * 1024;

const markerDraft = `${markerName}.new`;

const Marker = z.object({
  format: z.int().positive(),
  id: z.string().min(1),
  createdAt: z.string(),
});
type Marker = z.infer<typeof Marker>;

/**
 * Begins a vault in an empty or missing folder; only at the very first start, because afterwards a
 * folder without its marker is an unmounted disk. Beginning the same empty vault twice is harmless.
 *
 * @returns the vault's id, which tells it from any other vault mounted in its place
 * @throws Failure `vault-unavailable` when the folder holds anything else; disk failures
 */
export async function beginVault(
  place: VaultPlace,
  clock: Clock = systemClock,
): Promise<{ id: string }> {
  try {
    await mkdir(place.folder, { recursive: true, mode: folderMode });
    const found = await readMarker(place);
    if (!(await isUnused(place))) {
      const detail = found
        ? "it already holds archives"
        : "it is not empty, and no vault of Holdfast";
      throw fail("vault-unavailable", { path: place.folder, detail });
    }
    if (found) return { id: found.id };
    await mkdir(archivesOf(place), { recursive: true, mode: folderMode });
    await mkdir(temporaryOf(place), { recursive: true, mode: folderMode });
    const marker = { format: vaultFormat, id: randomUUID(), createdAt: clock.now().toISOString() };
    await writeMarker(place, marker);
    return { id: marker.id };
  } catch (error) {
    throw asDiskFailure(error, place.folder);
  }
}

/**
 * Makes sure that the vault is there, is ours and can be written to; reads two files at most.
 *
 * @throws Failure `vault-unavailable` (missing, foreign, unreadable), `vault-newer`, `disk-read-only`
 */
export async function checkVault(place: VaultPlace): Promise<void> {
  await readVault(place);
}

/**
 * Makes a vault ready to be written to: one of an older format learns the new one, which an older
 * Holdfast then refuses instead of not seeing half of it. The temporary file shows who writes.
 *
 * @throws as `checkVault`
 */
export async function prepareVault(place: VaultPlace, temporary: string): Promise<void> {
  const marker = await readVault(place);
  try {
    const folders = [temporaryOf(place), archivesOf(place), packsOf(place)];
    for (const folder of folders) await makeFolder(folder);
    if (marker.format < vaultFormat) await writeMarker(place, { ...marker, format: vaultFormat });
    await (await open(temporary, "wx", fileMode)).close();
  } catch (error) {
    throw asDiskFailure(error, place.folder);
  }
}

async function readVault(place: VaultPlace): Promise<Marker> {
  const unavailable = (detail: string, cause?: unknown) =>
    fail("vault-unavailable", { path: place.folder, detail }, { cause });
  let marker: Marker | null;
  try {
    marker = await readMarker(place);
  } catch (error) {
    throw asDiskFailure(error, markerOf(place));
  }
  if (marker === null) throw unavailable(await missing(place));
  if (marker.format > vaultFormat) {
    throw fail("vault-newer", { path: place.folder, found: marker.format, known: vaultFormat });
  }
  if (place.id && marker.id !== place.id) {
    throw unavailable("the vault mounted there belongs to another installation");
  }
  try {
    await access(place.folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (!isCode(error, "EACCES", "EPERM")) throw asDiskFailure(error, place.folder);
    throw unavailable("this user may not write there", error);
  }
  return marker;
}

/** What may stand in a folder that is still new: our own beginnings, and what a fresh disk brings. */
const harmless = [markerName, markerDraft, archivesName, temporaryName, "lost+found"];

async function isUnused(place: VaultPlace): Promise<boolean> {
  const names = await readdir(place.folder);
  if (names.some((name) => !harmless.includes(name))) return false;
  if (!names.includes(archivesName)) return true;
  return (await readdir(archivesOf(place))).length === 0;
}

/** The marker is the last step of a beginning: where it stands, everything else does. */
async function writeMarker(place: VaultPlace, marker: Marker): Promise<void> {
  const draft = path.join(place.folder, markerDraft);
  const handle = await open(draft, "w", fileMode);
  try {
    await handle.writeFile(`${JSON.stringify(marker, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, markerOf(place));
  await syncFolder(place.folder);
}

async function missing(place: VaultPlace): Promise<string> {
  try {
    await access(place.folder);
    return markerMissing;
  } catch (error) {
    return isCode(error, "ENOENT") ? "the folder does not exist" : `it cannot be read (${error})`;
  }
}

/** `null` where there is no marker. */
async function readMarker(place: VaultPlace): Promise<Marker | null> {
  let text: string;
  try {
    const handle = await open(markerOf(place), "r");
    try {
      if ((await handle.stat()).size > markerBytesMax) throw foreign(place);
      text = await handle.readFile("utf8");
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isCode(error, "ENOENT", "ENOTDIR")) return null;
    throw error;
  }
  try {
    return Marker.parse(JSON.parse(text));
  } catch (error) {
    throw foreign(place, error);
  }
}

function foreign(place: VaultPlace, cause?: unknown) {
  const detail = "its vault.json is not one of Holdfast, or it is damaged";
  return fail("vault-unavailable", { path: place.folder, detail }, { cause });
}
