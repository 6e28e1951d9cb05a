import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/** A lock that the operating system gives back by itself when its process ends, however it ends. */
export interface WorkerLock {
  release(): void;
}

function lockFile(folder: string, owner: string): string {
  return path.join(folder, `${owner}.lock`);
}

/** Takes the lock of a worker and holds it until `release`, or until the process is gone. */
export function holdLock(folder: string, owner: string): WorkerLock {
  const file = lockFile(folder, owner);
  const db = new DatabaseSync(file, { timeout: 5_000 }); // a look from outside holds it for a moment
  db.exec("begin exclusive");
  return {
    release() {
      if (!db.isOpen) return;
      db.close();
      rmSync(file, { force: true });
    },
  };
}

/** Whether a worker's process is still there. */
export function isLockHeld(folder: string, owner: string): boolean {
  const file = lockFile(folder, owner);
  if (!existsSync(file)) return false;
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    db.prepare("select count(*) from sqlite_master").get(); // reading needs what an exclusive lock refuses
    return false;
  } catch {
    return true;
  } finally {
    db.close();
  }
}

/** Removes the lock file of a worker that is gone. */
export function dropLock(folder: string, owner: string): void {
  rmSync(lockFile(folder, owner), { force: true });
}
