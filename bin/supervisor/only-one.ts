import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fail } from "#lib/failures";
import type { Folders } from "#lib/settings";

/** One supervisor per data folder: held until the process ends, however it ends. */
export interface OnlyOne {
  /** Notes the address for whoever tries to start a second one. */
  note(address: string): void;
  release(): void;
}

/**
 * Takes the lock of this data folder. The operating system gives a lock of SQLite back by itself, so
 * that nobody has to clear anything after a crash.
 *
 * @throws Failure `already-running`
 */
export function takeOnlyOne(folders: Folders): OnlyOne {
  const file = path.join(folders.locks, "supervisor.lock");
  const note = path.join(folders.locks, "supervisor.json");
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    throw fail("already-running", { folder: folders.data, ...readNote(note) }, { cause: error });
  }
  const write = (address: string | null) =>
    writeFileSync(note, `${JSON.stringify({ pid: process.pid, address })}\n`);
  write(null);
  return {
    note: write,
    release() {
      rmSync(note, { force: true });
      lock.close();
      rmSync(file, { force: true });
    },
  };
}

function readNote(file: string): { process: number | null; address: string | null } {
  try {
    const { pid, address } = JSON.parse(readFileSync(file, "utf8"));
    return { process: Number(pid), address: address ? String(address) : null };
  } catch {
    return { process: null, address: null }; // not written yet
  }
}
