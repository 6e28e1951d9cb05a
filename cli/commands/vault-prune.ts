import type { Command } from "commander";
import { emptyBin, freeSpaceNow } from "#lib/runs";
import { type Asked, command } from "../command.ts";
import { formatBytes, formatCount } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { printFacts, printJson } from "../print.ts";
import { outIsTerminal } from "../terminal.ts";

interface PruneAsked extends Asked {
  emptyBin?: boolean;
}

export function vaultPruneCommand(): Command {
  return command("prune", {
    description: "Free what no archive needs; runs may go on meanwhile",
    example: "npx holdfast vault prune --empty-bin",
  })
    .option("--empty-bin", "first let go for good what waits in the bin")
    .action(prune);
}

async function prune(asked: PruneAsked): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const { signal } = new AbortController();
    const emptied = asked.emptyBin ? await emptyBin(ctx, signal) : null;
    const more = await freeSpaceNow(ctx, signal);
    const pruned = {
      freedBytes: more.freedBytes + (emptied?.freedBytes ?? 0),
      packs: more.packs + (emptied?.packs ?? 0),
      waiting: more.waiting,
      ...(emptied ? { archives: emptied.archives } : {}),
    };
    if (asked.json) return printJson({ pruned });
    const people = outIsTerminal();
    printFacts([
      ...(emptied ? [["archives that left the bin", String(emptied.archives)] as const] : []),
      ["freed", people ? formatBytes(pruned.freedBytes) : String(pruned.freedBytes)],
      ["packs removed", people ? formatCount(pruned.packs) : String(pruned.packs)],
      ["packs that wait for runs", String(pruned.waiting)],
    ]);
  });
}
