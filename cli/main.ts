import { CommanderError } from "commander";
import { asFailure, type Failure } from "#lib/failures";
import { exit, exitWith } from "./command.ts";
import { buildProgram } from "./program.ts";
import { report, usage } from "./report.ts";
import { err, flush, letReadersLeave } from "./terminal.ts";

/** Carries out one command and gives its exit code. */
async function main(words: readonly string[]): Promise<number> {
  letReadersLeave();
  const json = words.includes("--json");
  const program = buildProgram();
  try {
    await program.parseAsync(words, { from: "user" });
    return exit();
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // help or version
    const failure = error instanceof CommanderError ? asUsage(error) : asFailure(error);
    if (failure) report(failure, { json });
    exitWith(failure?.exit ?? 2);
    return exit();
  }
}

/** What was typed is no command; `null` when its help was shown instead. */
function asUsage(error: CommanderError): Failure | null {
  if (error.code === "commander.help") return null;
  const problem = error.message
    .replace(/^error: /, "")
    .replace(/\n\(Did you/, ". (Did you")
    .replace(/'(--[\w-]+)=.*?'/s, "'$1'"); // whoever tries --password=… does not want it in a log
  return usage(`${problem.charAt(0).toUpperCase()}${problem.slice(1)}`.replace(/\.?$/, "."));
}

process.umask(0o077);
process.on("uncaughtException", (error) => {
  err(`${asFailure(error).message}\n`);
  process.exit(1);
});
const code = await main(process.argv.slice(2));
await flush();
process.exit(code); // connections and timers of a library must not keep the command
