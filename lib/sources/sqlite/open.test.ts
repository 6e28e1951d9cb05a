import { createHash } from "node:crypto";
import {
  chmod,
  copyFile,
  readdir,
  readFile,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSource } from "#lib/sources";
import { temporaryFolder } from "../../../test/installation.ts";
import { auditLedger, keepMoving, makeLedger } from "../../../test/ledger-database.ts";
import {
  databaseSource,
  readAll,
  type WatchedSurroundings,
  watchedSurroundings,
} from "../../../test/sources.ts";

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

async function databaseFile(): Promise<string> {
  return path.join(await temporaryFolder(), "app.db");
}

/** Opens a database source, writes what it yields beside the database, and returns both. */
async function restore(file: string, surroundings?: WatchedSurroundings) {
  const watched = surroundings ?? (await watchedSurroundings());
  const open = await openSource(databaseSource(file), watched);
  const [entry, ...more] = await readAll(open);
  if (!entry?.content || more.length > 0) throw new Error("A database yields one file.");
  expect(await readdir(watched.scratch)).toEqual([]);
  const copy = path.join(await temporaryFolder(), "restored.db");
  await writeFile(copy, entry.content);
  return { entry, copy, count: open.count, watched };
}

describe("a database", () => {
  it("yields one snapshot under its own name, with mode, owner and times of the original", async () => {
    const file = await databaseFile();
    makeLedger(file, "delete");
    await chmod(file, 0o640);
    const modified = new Date("2021-02-03T04:05:06.789Z");
    await utimes(file, modified, modified);
    const before = sha256(await readFile(file));
    const { entry, count, watched, copy } = await restore(file);
    const { size } = await stat(file);
    expect(entry).toMatchObject({ path: "app/app.db", nameBytes: null, kind: "file", size });
    expect(entry).toMatchObject({ mode: 0o640, modified, link: null, warning: null });
    expect(count).toEqual({ entries: 1, files: 1, bytes: size });
    expect(watched.total).toMatchObject({ entries: 1, bytes: 2 * size }); // copied, then read
    expect(auditLedger(copy)).toEqual({ check: "ok", balance: 0, moves: 0 });
    expect(sha256(await readFile(file))).toBe(before);
    expect((await stat(file)).mtime).toEqual(modified);
    expect(await readdir(path.dirname(file))).toEqual(["app.db"]);
  });

  it("that nobody has open leaves no -wal and no -shm behind, and stays in its mode", async () => {
    const file = await databaseFile();
    makeLedger(file, "wal");
    const before = sha256(await readFile(file));
    const { copy } = await restore(file);
    expect(sha256(await readFile(file))).toBe(before);
    expect(await readdir(path.dirname(file))).toEqual(["app.db"]);
    const database = new DatabaseSync(copy);
    expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    database.close();
  });

  it("is found through a link, and keeps the name it was given by", async () => {
    const file = await databaseFile();
    makeLedger(file, "wal");
    const writer = new DatabaseSync(file);
    onTestFinished(() => writer.close());
    writer.exec("INSERT INTO moves (amount) VALUES (0)");
    const link = path.join(await temporaryFolder(), "current.sqlite");
    await symlink(file, link);
    const { entry, copy } = await restore(link);
    expect(entry.path).toBe("app/current.sqlite");
    expect(auditLedger(copy).moves).toBe(1);
  });

  it.each(["wal", "delete"] as const)(
    "holds a committed state while another process writes all the time, journal %s (fault 16)",
    async (journal) => {
      const file = await databaseFile();
      makeLedger(file, journal);
      const writer = await keepMoving(file, 1);
      for (let round = 0; round < 3; round++) {
        const before = writer.moves();
        const { copy } = await restore(file);
        const audit = auditLedger(copy);
        expect(audit).toMatchObject({ check: "ok", balance: 0 });
        expect(audit.moves).toBeGreaterThanOrEqual(before);
      }
      const after = writer.moves();
      await expect.poll(() => writer.moves(), { timeout: 10_000 }).toBeGreaterThan(after);
    },
  );

  it("holds what is committed in the -wal file, and nothing of an open transaction (fault 16)", async () => {
    const file = await databaseFile();
    makeLedger(file, "wal");
    const writer = new DatabaseSync(file);
    onTestFinished(() => writer.close());
    writer.exec(
      "INSERT INTO moves (amount) VALUES (0); BEGIN; INSERT INTO moves (amount) VALUES (7)",
    );
    const { copy } = await restore(file);
    expect(auditLedger(copy)).toEqual({ check: "ok", balance: 0, moves: 1 });
    expect((await readdir(path.dirname(file))).sort()).toEqual([
      "app.db",
      "app.db-shm",
      "app.db-wal",
    ]);
    writer.exec("COMMIT");
    expect(writer.prepare("SELECT count(*) AS moves FROM moves").get()).toEqual({ moves: 2 });
  });

  it("left behind by a crash is brought to its last commit in the copy alone (fault 16)", async () => {
    const alive = await databaseFile();
    makeLedger(alive, "delete");
    const writer = new DatabaseSync(alive);
    onTestFinished(() => writer.close());
    // A small cache makes SQLite write pages of the open transaction into the database itself.
    writer.exec(
      "PRAGMA cache_size = 1; BEGIN; UPDATE debit SET amount = 1, filler = randomblob(2000)",
    );
    const file = await databaseFile();
    for (const ending of ["", "-journal"]) await copyFile(alive + ending, file + ending);
    const before = [sha256(await readFile(file)), sha256(await readFile(`${file}-journal`))];
    const { copy } = await restore(file);
    expect(auditLedger(copy)).toEqual({ check: "ok", balance: 0, moves: 0 });
    expect([sha256(await readFile(file)), sha256(await readFile(`${file}-journal`))]).toEqual(
      before,
    );
    expect((await readdir(path.dirname(file))).sort()).toEqual(["app.db", "app.db-journal"]);
  });

  it("left behind by a crash with a -wal file keeps that file, and its commits are in the copy", async () => {
    const alive = await databaseFile();
    makeLedger(alive, "wal");
    const writer = new DatabaseSync(alive);
    onTestFinished(() => writer.close());
    writer.exec("INSERT INTO moves (amount) VALUES (0)");
    const file = await databaseFile();
    for (const ending of ["", "-wal"]) await copyFile(alive + ending, file + ending);
    const { copy } = await restore(file);
    expect(auditLedger(copy)).toEqual({ check: "ok", balance: 0, moves: 1 });
    expect((await readdir(path.dirname(file))).sort()).toEqual(["app.db", "app.db-wal"]);
  });

  it("with an extension of its own is kept, and what could not be checked is named", async () => {
    const file = await databaseFile();
    const database = new DatabaseSync(file);
    database.function("folded", { deterministic: true }, (text) => String(text).toLowerCase());
    database.exec(`
      CREATE TABLE people (name TEXT); CREATE INDEX by_name ON people (folded(name));
      INSERT INTO people VALUES ('Ada'); CREATE TABLE plain (x); INSERT INTO plain VALUES (1);
    `);
    database.close();
    const { watched, copy } = await restore(file);
    expect(watched.warnings.map((warning) => warning.message)).toEqual([
      `The snapshot of ${file} could be checked in part only: not people (unknown function: folded()).`,
    ]);
    const restored = new DatabaseSync(copy);
    expect(restored.prepare("SELECT x FROM plain").get()).toEqual({ x: 1 });
    restored.close();
  });
});
