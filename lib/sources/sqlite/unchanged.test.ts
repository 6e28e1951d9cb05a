import { readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSource } from "#lib/sources";
import { temporaryFolder } from "../../../test/installation.ts";
import { databaseSource, readAll, watchedSurroundings } from "../../../test/sources.ts";

/** So long after every write that none can be in the same moment. */
const later = () => new Date(Date.now() + 60_000);

/** A database with one note, held open by its application. */
async function openDatabase(mode: "wal" | "delete") {
  const file = path.join(await temporaryFolder(), "app.db");
  const database = new DatabaseSync(file);
  onTestFinished(() => database.close());
  database.exec(`PRAGMA journal_mode = ${mode}; PRAGMA wal_autocheckpoint = 0`);
  database.exec("create table notes (text); insert into notes values ('first')");
  return { file, database };
}

/** The mark of a database as its entry has it. */
async function markOf(file: string, now = later) {
  const open = await openSource(databaseSource(file), { ...(await watchedSurroundings()), now });
  const [entry] = await readAll(open);
  if (!entry) throw new Error("A database yields one file.");
  return entry.mark;
}

describe("a database", () => {
  it("that the archive before has under its mark is not opened", async () => {
    const { file } = await openDatabase("delete");
    const mark = await markOf(file);
    const surroundings = await watchedSurroundings();
    const asked: { path: string; mark: string }[] = [];
    const before = async (what: { path: string; mark: string }) => {
      asked.push(what);
      return { bytes: 8_192 };
    };
    const open = await openSource(databaseSource(file), { ...surroundings, now: later, before });
    expect(asked).toEqual([{ path: "app/app.db", mark }]);
    expect([open.isUnchanged, open.count.bytes]).toEqual([true, 8_192]);
    expect(await readdir(surroundings.scratch)).toEqual([]);
    expect(surroundings.total.bytes).toBe(0);
    // Where the archive before cannot give it after all, the snapshot is taken then.
    const [entry] = await readAll(open);
    expect(entry?.mark).toBe(mark);
    const copy = path.join(await temporaryFolder(), "copy.db");
    await writeFile(copy, entry?.content ?? "");
    const restored = new DatabaseSync(copy);
    expect(restored.prepare("select text from notes").get()).toEqual({ text: "first" });
    restored.close();
    expect(await readdir(surroundings.scratch)).toEqual([]);
  });

  it("has another mark after any write, one that only its write-ahead log has included", async () => {
    for (const mode of ["wal", "delete"] as const) {
      const { file, database } = await openDatabase(mode);
      const first = await markOf(file);
      expect(await markOf(file)).toBe(first);
      const main = await stat(file);
      database.exec("update notes set text = 'other'");
      const second = await markOf(file);
      expect(second).not.toBe(first);
      if (mode === "wal") {
        expect((await stat(file)).mtimeMs).toBe(main.mtimeMs); // the file itself says nothing
        database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        expect(await markOf(file)).not.toBe(second);
      }
      expect(second).toMatch(/^\S+ \S+ \S+$/);
    }
  });

  it("has none while it was just written to", async () => {
    const { file } = await openDatabase("delete");
    expect(await markOf(file, () => new Date())).toBe(null);
  });
});
