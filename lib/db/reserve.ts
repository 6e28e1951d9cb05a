import { open, rm, stat } from "node:fs/promises";
import path from "node:path";
import { type Database, databaseFile } from "./database.ts";

/**
 * Space set aside beside the database. When the disk is full it is given up first, so that the
 * failure, its event and a deletion can still be recorded.
 */
const reserveBytes = 8_000_000;

function reserveFile(db: Database): string {
  return path.join(path.dirname(databaseFile(db)), "reserve");
}

/** Sets the reserve aside where it is missing; leaves things as they are when there is no room. */
export async function keepReserve(db: Database): Promise<void> {
  const file = reserveFile(db);
  const there = await stat(file).catch(() => null);
  if (there?.size === reserveBytes) return;
  const handle = await open(file, "w", 0o600);
  try {
    await handle.writeFile(Buffer.alloc(reserveBytes, 1)); // written, not sparse: it has to hold real blocks
    await handle.sync();
    await handle.close();
  } catch {
    await handle.close();
    await rm(file, { force: true }); // no room now; the next run tries again
  }
}

/** Gives the reserve up. Says whether there was one. */
export async function giveUpReserve(db: Database): Promise<boolean> {
  const there = await stat(reserveFile(db)).catch(() => null);
  await rm(reserveFile(db), { force: true });
  return there !== null;
}
