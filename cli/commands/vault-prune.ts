import type { Command } from "commander";
import { freeSpaceNow } from "#lib/runs";
import { type Asked, command } from "../command.ts";
import { formatBytes, formatCount } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { printFacts, printJson } from "../print.ts";
import { outIsTerminal } from "../terminal.ts";

export function vaultPruneCommand(): Command {
  return command("prune", {
    description: "Free what no archive needs; runs may go on meanwhile",
    example: "npx holdfast vault prune",
  }).action(prune);
}

async function prune(asked: Asked): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const pruned = await freeSpaceNow(ctx, new AbortController().signal);
    if (asked.json) return printJson({ pruned });
    const people = outIsTerminal();
    printFacts([
      ["freed", people ? formatBytes(pruned.freedBytes) : String(pruned.freedBytes)],
      ["packs removed", people ? formatCount(pruned.packs) : String(pruned.packs)],
      ["packs that wait for runs", String(pruned.waiting)],
    ]);
  });
}
