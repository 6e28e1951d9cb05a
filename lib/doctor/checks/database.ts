import { stat } from "node:fs/promises";
import type { Context } from "#lib/context";
import { formatBytes } from "#lib/failures";
import { foldersAround } from "#lib/settings";
import { runBeside } from "../beside.ts";
import { bad, good, unknown, warning } from "../finding.ts";
import type { Finding } from "../schema.ts";

/** A check of a database of some gigabytes is given up after this. */
const checkMsMax = 20_000;
/** Writes are moved into the database long before their log is as large. */
const walBytesMax = 100_000_000;

/** Our own database: whole, and its log of writes no larger than it has to be. */
export async function checkDatabase(ctx: Context): Promise<Finding[]> {
  const { database } = foldersAround(ctx.db);
  return [await checkWhole(database, checkMsMax), await checkLog(`${database}-wal`)];
}

const quickCheck = `
  const { DatabaseSync } = require("node:sqlite");
  const db = new DatabaseSync(process.argv[1], { readOnly: true, timeout: 5000 });
  console.log(Object.values(db.prepare("pragma quick_check(1)").get())[0]);
`;

/** Reads a database whole in a process of its own. */
export async function checkWhole(file: string, msMax: number): Promise<Finding> {
  const named = { id: "database.whole", title: "Database" };
  const remedy =
    "Stop Holdfast, set the database aside, and take the last snapshot out of an archive of " +
    "“Holdfast itself”. Archives are not touched by this.";
  try {
    const { size } = await stat(file);
    const log = await stat(`${file}-wal`).catch(() => null); // where all of a young one stands
    const found = await runBeside(quickCheck, { args: [file], msMax });
    if (!found.ended) {
      return unknown(named, `it was not read whole within ${msMax / 1_000} s.`);
    }
    if (found.text === "ok") return good(named, `Whole, ${formatBytes(size + (log?.size ?? 0))}.`);
    const sentence = `It is damaged: ${found.text.slice(0, 300)}`;
    return bad(named, { sentence, remedy });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? String(error);
    const reason = /Error: (.+)/.exec(said)?.[1] ?? (error as NodeJS.ErrnoException).code ?? said;
    return bad(named, { sentence: `It cannot be read: ${reason.slice(0, 300)}.`, remedy });
  }
}

/** The log of the last writes, which a read that never ends would let grow. */
export async function checkLog(file: string): Promise<Finding> {
  const named = { id: "database.log", title: "Log of its writes" };
  const bytes = (await stat(file).catch(() => null))?.size ?? 0;
  if (bytes <= walBytesMax) return good(named, `${formatBytes(bytes)}.`);
  return warning(named, {
    sentence: `It has grown to ${formatBytes(bytes)}: some process keeps an old read open.`,
    remedy: "Restart Holdfast, and end other programs that have the database open.",
    command: `fuser -v ${file}`,
  });
}
