import { spawn } from "node:child_process";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";

/** Rows of each of its two tables, spread over many pages. */
const rows = 400;

/**
 * A database in which every transaction moves an amount from one table to the other and notes it: in
 * every committed state both tables sum up to nothing, and the notes are as many as the moves.
 */
export function makeLedger(file: string, journal: "wal" | "delete", paddingBytes = 0): void {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = ${journal};
    CREATE TABLE debit (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL, filler BLOB);
    CREATE TABLE credit (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL, filler BLOB);
    CREATE TABLE moves (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL);
    CREATE INDEX by_amount ON moves (amount);
    CREATE TABLE padding (bytes BLOB);
    WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${rows})
    INSERT INTO debit SELECT id, 0, randomblob(2000) FROM n;
    INSERT INTO credit SELECT id, 0, randomblob(2000) FROM debit;
  `);
  if (paddingBytes > 0) database.exec(`INSERT INTO padding VALUES (zeroblob(${paddingBytes}))`);
  database.close();
}

/**
 * Starts a process that moves amounts all the time, and returns once it has begun.
 *
 * @param pauseMs between two transactions
 */
export async function keepMoving(file: string, pauseMs: number): Promise<{ moves: () => number }> {
  const writer = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--eval", script, file, String(pauseMs)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let moves = 0;
  writer.stdout.on("data", (text: Buffer) => {
    moves += text.length;
  });
  onTestFinished(async () => {
    writer.kill("SIGKILL");
    if (writer.exitCode === null) await once(writer, "exit");
  });
  await once(writer.stdout, "data");
  return { moves: () => moves };
}

/** Prints a point for each committed move. */
const script = `
  const { DatabaseSync } = require("node:sqlite");
  const database = new DatabaseSync(process.argv[1], { timeout: 30_000 });
  const lock = new Int32Array(new SharedArrayBuffer(4));
  const debit = database.prepare("UPDATE debit SET amount = amount - ? WHERE id = ?");
  const credit = database.prepare("UPDATE credit SET amount = amount + ? WHERE id = ?");
  const note = database.prepare("INSERT INTO moves (amount) VALUES (?)");
  for (let i = 1; ; i++) {
    database.exec("BEGIN IMMEDIATE");
    for (let part = 0; part < 5; part++) {
      debit.run(i, 1 + ((i * 31 + part * 97) % ${rows}));
      credit.run(i, 1 + ((i * 17 + part * 53) % ${rows}));
    }
    note.run(5 * i);
    database.exec("COMMIT");
    require("node:fs").writeSync(1, ".");
    Atomics.wait(lock, 0, 0, Number(process.argv[2]));
  }
`;

/** What a copy of such a database says about itself. */
export function auditLedger(file: string): { check: unknown; balance: number; moves: number } {
  const database = new DatabaseSync(file);
  const value = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0];
  const sums = {
    check: value("PRAGMA integrity_check"),
    debit: Number(value("SELECT sum(amount) FROM debit")),
    credit: Number(value("SELECT sum(amount) FROM credit")),
    noted: Number(value("SELECT coalesce(sum(amount), 0) FROM moves")),
    moves: Number(value("SELECT count(*) FROM moves")),
  };
  database.close();
  const { check, debit, credit, noted, moves } = sums;
  return { check, balance: Math.abs(debit + credit) + Math.abs(credit - noted), moves };
}
