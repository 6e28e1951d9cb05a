import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { cliActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase, migrateDatabase, openDatabase } from "#lib/db";
import { type Examination, examine, type Finding, packBundle } from "#lib/doctor";
import { asDiskFailure, fail, isFailure } from "#lib/failures";
import { silentLog } from "#lib/log";
import { type InstallationKey, readKey } from "#lib/secrets";
import { foldersOf } from "#lib/settings";
import { type Asked, command, exitWith } from "../command.ts";
import { plural } from "../format.ts";
import { type Column, printJson, printTable } from "../print.ts";
import { usage } from "../report.ts";
import { err, outIsTerminal } from "../terminal.ts";

export function doctorCommand(): Command {
  return command("doctor", {
    description: "Look over what Holdfast stands on; exits with 1 when something is bad",
    example: "npx holdfast doctor --bundle support.zip",
  })
    .option("--bundle <FILE>", "also pack what somebody who helps needs, without names and secrets")
    .action(doctor);
}

interface DoctorAsked extends Asked {
  bundle?: string;
}

async function doctor(asked: DoctorAsked): Promise<void> {
  const examination = await lookOver(asked.bundle);
  exitWith(examination.counts.bad > 0 ? 1 : 0);
  if (asked.json) return printJson(examination);
  printTable(columns, examination.findings, "");
  if (!outIsTerminal()) return;
  const { bad, warning, unknown, good } = examination.counts;
  const rest = unknown > 0 ? `, ${unknown} not known here` : "";
  err(`\n${bad} bad, ${plural(warning, "warning")}, ${good} good${rest}.\n`);
}

/** Opened without its key: that the key is missing is one of the findings. */
async function lookOver(bundle?: string): Promise<Examination> {
  const folders = foldersOf(process.env);
  if (!(await stat(folders.database).catch(() => null))) {
    throw fail("no-installation", { folder: folders.data });
  }
  const db = await openDatabase(folders.database);
  try {
    await migrateDatabase(db).catch((error: unknown) => {
      if (isFailure(error)) throw error; // a database of a newer version
    }); // a damaged one is a finding
    const ctx = { actor: cliActor(), db, clock: systemClock, log: silentLog };
    if (bundle !== undefined) {
      const places = { environment: process.env, defaultFile: folders.key };
      await writeBundle(ctx, { file: bundle, key: await readKey(places).catch(() => null) });
    }
    return await examine(ctx);
  } finally {
    closeDatabase(db);
  }
}

/** @throws Failure `usage` when the file is there already, disk failures */
async function writeBundle(
  ctx: Context,
  { file, key }: { file: string; key: InstallationKey | null },
): Promise<void> {
  const { stream } = await packBundle(ctx, { key });
  try {
    await pipeline(stream, createWriteStream(file, { flags: "wx", mode: 0o600 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw asDiskFailure(error, file);
    throw usage(`${file} is there already. Name a file that is not.`);
  }
  err(`Packed ${file}. Read it before you give it away.\n`);
}

const columns: Column<Finding>[] = [
  { title: "state", people: ({ state }) => state },
  { title: "what", people: ({ title }) => title, full: ({ id }) => id },
  { title: "found", people: ({ sentence }) => sentence },
  {
    title: "to do",
    people: ({ remedy, command: line }) => [remedy, line].filter(Boolean).join(" › "),
  },
];
