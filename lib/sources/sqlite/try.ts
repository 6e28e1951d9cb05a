import type { Trial } from "../schema.ts";
import type { DatabaseSource, SourceSurroundings } from "../source.ts";
import { ask } from "./ask.ts";
import { failureIn } from "./failure.ts";
import { reachDatabase } from "./reach.ts";

/** Somebody waits for the answer while a form is open. */
const lockWaitMs = 2_000;
const silentMs = 25_000;

/** Looks whether a database can be read, without copying it. @throws as `openDatabaseSource` */
export async function tryDatabase(
  source: DatabaseSource,
  surroundings: SourceSurroundings,
): Promise<Trial> {
  const { scratch, signal } = surroundings;
  const { file, shown, stats } = await reachDatabase(source, surroundings);
  const asking = { scratch, shown, signal, moved: () => {}, silentMs };
  const answers = await ask({ task: "look", file, lockWaitMs }, asking);
  const seen = answers.find((answer) => "tables" in answer);
  if (!seen) throw failureIn(answers, { shown, scratch, lockWaitMs });
  return { sentence: sentenceOf(seen.tables), entries: 1, bytes: Number(stats.size) };
}

function sentenceOf(tables: number | null): string {
  if (tables === null) return "A SQLite database.";
  return tables === 1
    ? "A SQLite database with 1 table."
    : `A SQLite database with ${tables} tables.`;
}
