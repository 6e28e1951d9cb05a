import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { databaseRows } from "./database.ts";
import { changeDataset, makeDataset } from "./dataset.ts";
import { growthRows } from "./growth.ts";
import { runZip, startRestic } from "./peers.ts";
import { type Cost, foldersOf, startProduct } from "./product.ts";
import { note, print, type Row } from "./table.ts";

/**
 * What a run costs from its claim to the archive that was read back, beside restic and zip where this
 * machine has them: a first time, with nothing changed, and after a day of use; then what kinds of
 * changes grow by. In rounds, each with a vault and a repository of its own.
 */
export async function vaultBench(given: string[]): Promise<void> {
  const { values } = parseArgs({
    args: given,
    options: { rounds: { type: "string", default: "3" }, profile: { type: "string" } },
  });
  const folder = await mkdtemp(path.join(tmpdir(), "holdfast-bench-"));
  const dataset = path.join(folder, "dataset");
  const rows: Row[] = [];
  try {
    await makeDataset(dataset);
    for (let round = 1; round <= Number(values.rounds); round++) {
      const own = path.join(folder, `round-${round}`);
      const database = path.join(dataset, "db", "app.db");
      await databaseRows(database, { own: path.join(own, "database"), round, rows });
      await oneRound({ dataset, own, round, rows, profile: values.profile });
      await rm(own, { recursive: true, force: true });
    }
    await growthRows(path.join(folder, "growth"), rows);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  print(rows);
}

interface Round {
  dataset: string;
  own: string;
  round: number;
  rows: Row[];
  profile: string | undefined;
}

async function oneRound({ dataset, own, round, rows, profile }: Round): Promise<void> {
  const zipped = path.join(own, "zip");
  note(rows, "first", "zip -6", await runZip(path.join(zipped, "all.zip"), dataset, zipped));
  const product = await startProduct(path.join(own, "data"), foldersOf(dataset), profile);
  const restic = await startRestic(path.join(own, "restic"));
  const both = async (what: string) => {
    const noted = (who: string, cost: Cost) => note(rows, what, who, cost);
    noted("holdfast", await product.run());
    if (restic) noted("restic", await restic(dataset));
  };
  await both("first");
  await both("nothing changed");
  await changeDataset(dataset, round);
  await both("1 % changed");
  await product.stop();
}
