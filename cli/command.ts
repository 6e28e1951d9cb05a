import { Command } from "commander";

/** What every command can be asked for. */
export interface Asked {
  json?: boolean;
}

/**
 * A command with what all of them share: `--json`, and an example in its help.
 *
 * @param options `example` is a whole line as one types it
 */
export function command(
  name: string,
  { description, example }: { description: string; example: string },
): Command {
  return new Command(name)
    .description(description)
    .option("--json", "print one JSON document; errors are an object on standard error")
    .addHelpText("after", `\nExample:\n  ${example}`);
}

/** What a command gives back: its exit code. */
export type Exit = number;

let exitCode: Exit = 0;

/** The code that the process ends with once the command is done. */
export function exitWith(code: Exit): void {
  exitCode = code;
}

export function exit(): Exit {
  return exitCode;
}
