import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { changeRows } from "./dataset.ts";
import { startProduct } from "./product.ts";
import { note, type Row } from "./table.ts";

/**
 * What the database of the data set costs as a source of its own kind: a snapshot is taken and
 * checked before it is cut. Then the time of that check alone, which its run cannot be quicker than.
 *
 * @param given the database, which is copied before it is changed
 */
export async function databaseRows(
  given: string,
  { own, round, rows }: { own: string; round: number; rows: Row[] },
): Promise<void> {
  await mkdir(own, { recursive: true });
  const file = path.join(own, "app.db");
  await copyFile(given, file);
  const product = await startProduct(path.join(own, "data"), [{ kind: "database", path: file }]);
  try {
    const run = async (what: string) => note(rows, what, "holdfast", await product.run());
    await run("app.db as a database, first");
    await run("app.db as a database, nothing changed");
    await changeRows(file, round);
    await run("app.db as a database, 1 % changed");
  } finally {
    await product.stop();
  }
  note(rows, "app.db as a database, its check alone", "sqlite", checkCost(file));
}

function checkCost(file: string) {
  const database = new DatabaseSync(file, { readOnly: true });
  const before = process.cpuUsage();
  const began = performance.now();
  const [found] = database.prepare("PRAGMA integrity_check(1)").all();
  const wallSeconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(before);
  database.close();
  const says = found?.integrity_check === "ok" ? "" : "the database is damaged";
  return { wallSeconds, cpuSeconds: (user + system) / 1e6, peakMb: 0, grownBytes: 0, says };
}
