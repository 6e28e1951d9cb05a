import { lstat } from "node:fs/promises";
import path from "node:path";
import { asDiskFailure, fail, isFailure } from "#lib/failures";

/** Where archives live: one folder, which belongs to one installation. */
export interface VaultPlace {
  /** Absolute path. */
  folder: string;
  /** The id `beginVault` gave, where it is known: another vault in the same folder is refused. */
  id?: string | null;
}

/** What stands in the folder of a vault. */
export const markerName = "vault.json";
export const archivesName = "archives";
export const binName = "bin";
export const temporaryName = "tmp";
export const packsName = "packs";

/** Owner only, whatever the umask says. */
export const folderMode = 0o700;
export const fileMode = 0o600;

export const markerOf = (place: VaultPlace) => path.join(place.folder, markerName);
export const archivesOf = (place: VaultPlace) => path.join(place.folder, archivesName);
export const binOf = (place: VaultPlace) => path.join(place.folder, binName);
export const packsOf = (place: VaultPlace) => path.join(place.folder, packsName);
/** Where the pack of a name lies: `packs/0a/0a….pack`. */
export const packPath = (place: VaultPlace, name: string) =>
  path.join(packsOf(place), name.slice(0, 2), `${name}.pack`);
/** The name of the pack that a file in a folder of `packs` is; `null`: it is none, or out of place. */
export function packNameOf(file: string, shard: string): string | null {
  const name = /^([0-9a-f]{64})\.pack$/.exec(file)?.[1];
  return name?.startsWith(shard) ? name : null;
}

export const temporaryOf = (place: VaultPlace) => path.join(place.folder, temporaryName);

/** Who writes a temporary file: cleaning up asks whether they are still alive. */
export interface Owner {
  archiveId: string;
  owner: string;
  /** Grows with each claim; an older term writes nothing more. */
  term: number;
}

const temporaryShape =
  /^(?<archiveId>[\w-]+)\.(?<owner>[^./]+)\.(?<term>\d+)(?:\.(?<number>\d+))?\.part$/;
const safeId = /^[\w-]{1,64}$/;
const archiveShape = /^archives\/[\w-]{1,64}\/[\w-][\w.-]{0,200}\.(?:zip|holdfast)$/;

/**
 * `tmp/ARCHIVE-ID.OWNER.TERM.part`; characters a file name should not have are escaped. A writer of
 * several gives each a number: `tmp/ARCHIVE-ID.OWNER.TERM.3.part`.
 */
export function temporaryFile(
  place: VaultPlace,
  { archiveId, owner, term }: Owner,
  number?: number,
): string {
  const end = number === undefined ? "part" : `${number}.part`;
  const name = `${checkedId(archiveId)}.${escaped(owner)}.${term}.${end}`;
  return path.join(temporaryOf(place), name);
}

/** Whose temporary file a name is; `null` when it is not one of ours. */
export function ownerOf(name: string): Owner | null {
  const found = temporaryShape.exec(name)?.groups;
  if (!found?.archiveId || !found.owner || !found.term) return null;
  try {
    const owner = decodeURIComponent(found.owner);
    return { archiveId: found.archiveId, owner, term: Number(found.term) };
  } catch {
    return null;
  }
}

/** Whether a temporary file is something on its way; the others show who writes an archive. */
export function isDraft(name: string): boolean {
  return temporaryShape.exec(name)?.groups?.number !== undefined;
}

/**
 * Where an archive goes, relative to the vault: `archives/PLAN-ID/2026-03-10T02-00-00Z-run-17-0af3c2d1.holdfast`.
 * Names sort by time, and the end of the archive's id keeps two from ever being the same.
 */
export function archiveFile(archive: {
  archiveId: string;
  planId: string;
  run: number;
  createdAt: Date;
}): string {
  const at = archive.createdAt.toISOString().slice(0, 19).replaceAll(":", "-");
  const id = checkedId(archive.archiveId).replaceAll("-", "").slice(-8);
  return `${archivesName}/${checkedId(archive.planId)}/${at}Z-run-${archive.run}-${id}.holdfast`;
}

/**
 * The absolute path of an archive the vault gave out.
 *
 * @throws Failure `archive-missing` for anything that is not a name of this vault: no path leaves it
 */
export function archivePath(place: VaultPlace, file: string): string {
  if (!archiveShape.test(file)) throw fail("archive-missing", { path: file });
  return path.join(place.folder, ...file.split("/"));
}

/** Where the same archive lies while it waits in the bin. @throws as `archivePath` */
export function binnedPath(place: VaultPlace, file: string): string {
  const [, ...names] = file.split("/");
  archivePath(place, file); // no path leaves the vault
  return path.join(binOf(place), ...names);
}

/** A failed read of an archive, told apart: it is gone, or the disk did not give it. */
export async function asReadFailure(error: unknown, place: VaultPlace, file: string) {
  if (isFailure(error)) return error;
  if (!isCode(error, "ENOENT")) return asDiskFailure(error, archivePath(place, file));
  const marker = await lstat(markerOf(place)).catch(() => null);
  if (marker !== null) return fail("archive-missing", { path: file }, { cause: error });
  return fail("vault-unavailable", { path: place.folder, detail: markerMissing }, { cause: error });
}

export const markerMissing = `its ${markerName} is missing, so the disk may not be mounted`;

export function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

function checkedId(id: string): string {
  if (!safeId.test(id)) throw new RangeError(`not an id: ${JSON.stringify(id)}`);
  return id;
}

function escaped(owner: string): string {
  return encodeURIComponent(owner).replaceAll(".", "%2E");
}
