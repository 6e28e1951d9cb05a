import { access, constants, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Context } from "#lib/context";
import { foldersAround } from "#lib/settings";
import { bad, good, unknown, warning } from "../finding.ts";
import type { Machine } from "../machine.ts";
import type { Finding } from "../schema.ts";

/** Bits that let others than the owner in. */
export const othersBits = 0o077;

/** Who may read what Holdfast keeps, and whether it can write where it has to. */
export async function checkPermissions(ctx: Context, machine: Machine): Promise<Finding[]> {
  const { data } = foldersAround(ctx.db);
  return [
    await dataFolder(ctx, machine),
    umaskFinding(machine),
    await writable({ id: "files.temporary", title: "Temporary folder" }, machine.temporaryFolder),
    await writable({ id: "files.write", title: "Writing" }, data),
  ];
}

async function dataFolder(ctx: Context, { userId }: Machine): Promise<Finding> {
  const named = { id: "files.mode", title: "Data folder" };
  if (userId === null) return unknown(named, "this platform has no owner and mode of a folder.");
  const { data, database, vault, logs, scratch, locks } = foldersAround(ctx.db);
  for (const place of [data, database, vault, logs, scratch, locks]) {
    const found = await stat(place).catch(() => null);
    if (!found) continue; // whether it is there is looked at elsewhere
    if (found.uid !== userId) {
      return bad(named, {
        sentence: `${place} belongs to user ${found.uid}, and Holdfast runs as ${userId}.`,
        remedy: "Give it to the user that runs Holdfast, or run Holdfast as its owner.",
        command: `chown -R ${userId} ${data}`,
      });
    }
    if (found.mode & othersBits) {
      return bad(named, {
        sentence: `${place} is open to other users of this machine: ${modeText(found.mode)}.`,
        remedy: "Close it. What was readable may have been read.",
        command: `chmod -R go= ${data}`,
      });
    }
  }
  return good(named, "It and what lies in it belong to this user alone.");
}

/** `0644` */
export function modeText(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}

function umaskFinding({ umask }: Machine): Finding {
  const named = { id: "process.umask", title: "Mode of new files" };
  if (umask === null) return unknown(named, "this platform has no umask.");
  const words = `umask ${umask.toString(8).padStart(4, "0")}`;
  if ((umask & othersBits) === othersBits) return good(named, `Closed to others: ${words}.`);
  return warning(named, {
    sentence: `New files would be open to other users of this machine: ${words}.`,
    remedy: "Start Holdfast with umask 0077.",
    command: "umask 0077",
  });
}

/** Writes a file, as nothing else tells for sure, and removes it again. */
async function writable(named: Pick<Finding, "id" | "title">, folder: string): Promise<Finding> {
  try {
    await access(folder, constants.W_OK);
    const draft = await mkdtemp(path.join(folder, ".doctor-"));
    try {
      await writeFile(path.join(draft, "file"), "written to see whether it can be\n");
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return good(named, `${folder} takes files.`);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "EIO";
    return bad(named, {
      sentence: `${folder} takes no files: ${code}.`,
      remedy: "Make it writable for the user that runs Holdfast, and make room on its disk.",
      command: `ls -ld ${folder}`,
    });
  }
}
