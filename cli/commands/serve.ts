import type { Command } from "commander";
import { command, exitWith } from "../command.ts";
import { runPart } from "../part.ts";

export function serveCommand(): Command {
  return command("serve", {
    description: "Run the console alone, without a worker",
    example: "PORT=3001 npx holdfast serve",
  }).action(async () => exitWith(await runPart("bin/web.mjs")));
}
