import { Command } from "commander";
import { productVersion } from "#lib/settings";
import { alarmAcknowledgeCommand, alarmListCommand, alarmSnoozeCommand } from "./commands/alarm.ts";
import { applyCommand } from "./commands/apply.ts";
import { archiveAcceptCommand } from "./commands/archive-accept.ts";
import { archiveGetCommand } from "./commands/archive-get.ts";
import { archiveListCommand } from "./commands/archive-list.ts";
import {
  archiveNoteCommand,
  archivePinCommand,
  archiveUnpinCommand,
} from "./commands/archive-pin.ts";
import { archiveShowCommand } from "./commands/archive-show.ts";
import { archiveTakeBackCommand } from "./commands/archive-take-back.ts";
import { channelListCommand } from "./commands/channel-list.ts";
import { channelTestCommand } from "./commands/channel-test.ts";
import { deviceListCommand } from "./commands/device-list.ts";
import { deviceTestCommand } from "./commands/device-test.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { keyPathCommand } from "./commands/key-path.ts";
import { runCommand } from "./commands/run.ts";
import { serveCommand } from "./commands/serve.ts";
import { statusCommand } from "./commands/status.ts";
import { userAddCommand } from "./commands/user-add.ts";
import { vaultCheckCommand } from "./commands/vault-check.ts";
import { vaultPruneCommand } from "./commands/vault-prune.ts";
import { vaultStatsCommand } from "./commands/vault-stats.ts";
import { workerCommand } from "./commands/worker.ts";

const footer = `
Exit codes: 0 good, 1 failed, 2 wrong usage, 3 done with warnings, 10 no installation,
11 the plan already has an open run, 12 wrong key, 130 cancelled.

Example:
  npx holdfast run nightly --wait`;

/** The whole of `holdfast`: everyday verbs stand alone, the rest is a noun and a verb. */
export function buildProgram(): Command {
  const program = new Command("holdfast")
    .description("Backups that are read back before they count.")
    .version(productVersion, "--version", "print the version")
    .helpCommand("help [COMMAND]", "show the help of a command")
    .addHelpText("after", footer);
  program.addCommand(runCommand());
  program.addCommand(statusCommand());
  program.addCommand(doctorCommand());
  program.addCommand(applyCommand());
  program.addCommand(
    noun("archive", "list, show, copy, pin and accept what is kept", [
      archiveListCommand(),
      archiveShowCommand(),
      archiveGetCommand(),
      archivePinCommand(),
      archiveUnpinCommand(),
      archiveNoteCommand(),
      archiveTakeBackCommand(),
      archiveAcceptCommand(),
    ]),
  );
  program.addCommand(
    noun("alarm", "what is wrong, and who has taken it", [
      alarmListCommand(),
      alarmAcknowledgeCommand(),
      alarmSnoozeCommand(),
    ]),
  );
  program.addCommand(
    noun("vault", "where archives lie, and whether all of it is whole", [
      vaultCheckCommand(),
      vaultStatsCommand(),
      vaultPruneCommand(),
    ]),
  );
  program.addCommand(
    noun("device", "devices whose configurations are kept", [
      deviceListCommand(),
      deviceTestCommand(),
    ]),
  );
  program.addCommand(
    noun("channel", "where messages go when something is not protected any more", [
      channelListCommand(),
      channelTestCommand(),
    ]),
  );
  program.addCommand(noun("user", "people who may sign in", [userAddCommand()]));
  program.addCommand(noun("key", "the key of this installation", [keyPathCommand()]));
  program.addCommand(workerCommand());
  program.addCommand(serveCommand());
  for (const each of withAll(program)) prepare(each);
  return program;
}

function noun(name: string, description: string, verbs: readonly Command[]): Command {
  const command = new Command(name).description(description);
  for (const verb of verbs) command.addCommand(verb);
  const [first] = verbs;
  const example = `\nExample:\n  npx holdfast ${name} ${first?.name() ?? ""} --help`;
  return command.addHelpText("after", example);
}

function withAll(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withAll)];
}

/** Errors are thrown to `main`, which says them in one voice. */
function prepare(command: Command): void {
  command
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .helpOption("-h, --help", "show this help")
    .showSuggestionAfterError(true)
    .allowExcessArguments(false);
}
