import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { trySource } from "#lib/sources";
import { temporaryFolder } from "../../../test/installation.ts";
import { makeLedger } from "../../../test/ledger-database.ts";
import { databaseSource, watchedSurroundings } from "../../../test/sources.ts";

describe("trying a database", () => {
  it("says what it is, and leaves nothing beside it, whoever has it open", async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, "app.db");
    makeLedger(file, "wal");
    const found = {
      sentence: "A SQLite database with 4 tables.",
      entries: 1,
      bytes: (await stat(file)).size,
    };
    expect(await trySource(databaseSource(file), await watchedSurroundings())).toEqual(found);
    expect(await readdir(folder)).toEqual(["app.db"]);

    const writer = new DatabaseSync(file);
    onTestFinished(() => writer.close());
    writer.exec("CREATE TABLE one_more (x)");
    const trial = await trySource(databaseSource(file), await watchedSurroundings());
    expect(trial.sentence).toBe("A SQLite database with 5 tables.");
  });
});
