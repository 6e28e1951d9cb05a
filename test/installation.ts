import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { cliActor, userActor, workerActor } from "#lib/access";
import type { Clock, Context } from "#lib/context";
import { closeDatabase, migrateDatabase, openDatabase } from "#lib/db";
import { silentLog } from "#lib/log";
import { type Folders, foldersOf, makeFolders } from "#lib/settings";

/** A clock that stands still until a test moves it. */
export interface FixedClock extends Clock {
  set(time: string | Date): void;
  advance(ms: number): void;
}

/** A clock at a given instant, by default noon UTC of an ordinary day. */
export function fixedClock(start: string | Date = "2026-03-10T12:00:00Z"): FixedClock {
  let nowMs = new Date(start).getTime();
  return {
    now: () => new Date(nowMs),
    set: (time) => {
      nowMs = new Date(time).getTime();
    },
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

/** A folder that is removed when the test has finished. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "holdfast-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestInstallation {
  ctx: Context;
  /** The same installation seen by the worker. */
  worker: Context;
  clock: FixedClock;
  folders: Folders;
}

/** A fresh installation in a temporary folder: real libSQL, a fixed clock, acted on from the command line. */
export async function installation(start?: string): Promise<TestInstallation> {
  const folders = foldersOf({ HOLDFAST_DATA: path.join(await temporaryFolder(), "data") });
  await makeFolders(folders);
  const db = await openDatabase(folders.database);
  onTestFinished(() => closeDatabase(db));
  await migrateDatabase(db);
  const clock = fixedClock(start);
  const ctx: Context = { actor: cliActor(), db, clock, log: silentLog };
  return { ctx, worker: { ...ctx, actor: workerActor() }, clock, folders };
}

/** The same installation seen by a person in a browser. */
export function asUser(ctx: Context, user = { id: "u1", name: "ada" }): Context {
  return { ...ctx, actor: userActor({ ...user, address: "127.0.0.1" }) };
}
