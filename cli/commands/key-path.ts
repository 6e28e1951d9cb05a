import { stat } from "node:fs/promises";
import type { Command } from "commander";
import { fail } from "#lib/failures";
import { keyPlace } from "#lib/secrets";
import { foldersOf } from "#lib/settings";
import { type Asked, command } from "../command.ts";
import { printJson } from "../print.ts";
import { out } from "../terminal.ts";

export function keyPathCommand(): Command {
  return command("path", {
    description: "Say where the key is read from: a file, or HOLDFAST_KEY",
    example: 'cp "$(npx holdfast key path)" /media/safe/',
  }).action(keyPath);
}

/** Does not open the installation: this is what one asks when the key is wrong. */
async function keyPath(asked: Asked): Promise<void> {
  const folders = foldersOf(process.env);
  if (!(await isThere(folders.database))) throw fail("no-installation", { folder: folders.data });
  const place = keyPlace({ environment: process.env, defaultFile: folders.key });
  if (place !== "HOLDFAST_KEY" && !(await isThere(place))) throw fail("key-missing", { place });
  if (asked.json) printJson({ key: { path: place } });
  else out(`${place}\n`);
}

async function isThere(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null;
}
