import { stat } from "node:fs/promises";
import type { Command } from "commander";
import { cliActor } from "#lib/access";
import { systemClock } from "#lib/context";
import { closeDatabase, migrateDatabase, openDatabase } from "#lib/db";
import { type Examination, examine, type Finding } from "#lib/doctor";
import { fail } from "#lib/failures";
import { silentLog } from "#lib/log";
import { foldersOf } from "#lib/settings";
import { type Asked, command, exitWith } from "../command.ts";
import { plural } from "../format.ts";
import { type Column, printJson, printTable } from "../print.ts";
import { err, outIsTerminal } from "../terminal.ts";

export function doctorCommand(): Command {
  return command("doctor", {
    description: "Look over what Holdfast stands on; exits with 1 when something is bad",
    example: "npx holdfast doctor",
  }).action(doctor);
}

async function doctor(asked: Asked): Promise<void> {
  const examination = await lookOver();
  exitWith(examination.counts.bad > 0 ? 1 : 0);
  if (asked.json) return printJson(examination);
  printTable(columns, examination.findings, "");
  if (!outIsTerminal()) return;
  const { bad, warning, unknown, good } = examination.counts;
  const rest = unknown > 0 ? `, ${unknown} not known here` : "";
  err(`\n${bad} bad, ${plural(warning, "warning")}, ${good} good${rest}.\n`);
}

/** Opened without its key: that the key is missing is one of the findings. */
async function lookOver(): Promise<Examination> {
  const folders = foldersOf(process.env);
  if (!(await stat(folders.database).catch(() => null))) {
    throw fail("no-installation", { folder: folders.data });
  }
  const db = await openDatabase(folders.database);
  try {
    await migrateDatabase(db);
    return await examine({ actor: cliActor(), db, clock: systemClock, log: silentLog });
  } finally {
    closeDatabase(db);
  }
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
