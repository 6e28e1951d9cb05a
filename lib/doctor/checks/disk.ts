import { stat, statfs } from "node:fs/promises";
import type { Context } from "#lib/context";
import { formatBytes, formatCount } from "#lib/failures";
import { foldersAround } from "#lib/settings";
import { bad, good, unknown, warning } from "../finding.ts";
import type { Finding } from "../schema.ts";

/** Below this a run may end for want of room; … */
const freeBytesBad = 500_000_000;
/** … below this it soon will; */
const freeBytesLow = 2_000_000_000;
/** so will it on a large disk that is as full as this, … */
const freeShareLow = 0.05;
/** … unless what is free is more than anybody writes in a while. */
const freeBytesPlenty = 50_000_000_000;
const freeFilesBad = 1_000;

/** Room on the disk of the data folder, and on the vault's where that is another. */
export async function checkDisks(ctx: Context): Promise<Finding[]> {
  const { data, vault } = foldersAround(ctx.db);
  const isApart = (await deviceOf(data)) !== (await deviceOf(vault));
  const folders = [
    { id: "data", title: "Disk", folder: data },
    ...(isApart ? [{ id: "vault", title: "Disk of the vault", folder: vault }] : []),
  ];
  return (await Promise.all(folders.map(checkDisk))).flat();
}

async function deviceOf(folder: string): Promise<number | null> {
  return (await stat(folder).catch(() => null))?.dev ?? null;
}

interface Disk {
  id: string;
  title: string;
  folder: string;
}

/** Bytes and files that may still be written below a folder. */
export async function checkDisk({ id, title, folder }: Disk): Promise<Finding[]> {
  const space = { id: `disk.${id}`, title };
  const files = { id: `files.${id}`, title: `Files on the ${title.toLowerCase()}` };
  const disk = await statfs(folder).catch((error: NodeJS.ErrnoException) => error.code ?? "EIO");
  if (typeof disk === "string") {
    const sentence = `The disk of ${folder} cannot be asked: ${disk}. Nothing is kept on it.`;
    return [bad(space, { sentence, remedy: "Mount it again." })];
  }
  const freeBytes = disk.bavail * disk.bsize;
  const totalBytes = disk.blocks * disk.bsize;
  return [
    spaceFinding(space, { folder, freeBytes, totalBytes }),
    filesFinding(files, { folder, free: disk.ffree, total: disk.files }),
  ];
}

type Named = Pick<Finding, "id" | "title">;

function spaceFinding(
  named: Named,
  { folder, freeBytes, totalBytes }: { folder: string; freeBytes: number; totalBytes: number },
): Finding {
  if (totalBytes === 0) return unknown(named, `the file system of ${folder} says no size.`);
  const words = `${formatBytes(freeBytes)} of ${formatBytes(totalBytes)} free`;
  const remedy = "Make room: let archives go, empty the bin, or give the folder a larger disk.";
  const page = { words: "Open storage", path: "/storage" };
  if (freeBytes < freeBytesBad) {
    return bad(named, { sentence: `${words}. Runs may end for want of room.`, remedy, page });
  }
  const isFull = freeBytes / totalBytes < freeShareLow && freeBytes < freeBytesPlenty;
  if (freeBytes < freeBytesLow || isFull) {
    return warning(named, { sentence: `Only ${words}.`, remedy, page });
  }
  return good(named, `${words}.`);
}

function filesFinding(
  named: Named,
  { folder, free, total }: { folder: string; free: number; total: number },
): Finding {
  if (total === 0) return unknown(named, "the file system says no number of files.");
  const words = `${formatCount(free)} of ${formatCount(total)} more files fit`;
  const remedy = "Remove small files that nobody needs, or make the file system with more inodes.";
  const command = `df -i ${folder}`;
  if (free < freeFilesBad) {
    return bad(named, { sentence: `Only ${words}, however much is free.`, remedy, command });
  }
  if (free / total < freeShareLow) {
    return warning(named, { sentence: `Only ${words}.`, remedy, command });
  }
  return good(named, `${words}.`);
}
