import type { Command } from "commander";
import { workerFlags } from "#lib/settings";
import { command, exitWith } from "../command.ts";
import { runPart } from "../part.ts";

export function workerCommand(): Command {
  return command("worker", {
    description: "Run the worker alone: the clock and the runs, without the console",
    example: "npx holdfast worker",
  }).action(async () => exitWith(await runPart("worker/main.ts", workerFlags)));
}
