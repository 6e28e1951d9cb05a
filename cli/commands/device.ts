import type { Command } from "commander";
import { fail } from "#lib/failures";
import { command } from "../command.ts";

export function deviceListCommand(): Command {
  return command("list", {
    description: "List devices",
    example: "npx holdfast device list",
  }).action(notYet);
}

export function deviceTestCommand(): Command {
  return command("test", {
    description: "Connect to a device and say what it is",
    example: "npx holdfast device test core-1",
  })
    .argument("<DEVICE>", "its name or id")
    .action(notYet);
}

function notYet(): never {
  throw fail("not-yet", { what: "devices" });
}
