import type { Command } from "commander";
import { type VaultStats, vaultStats } from "#lib/runs";
import { type Asked, command } from "../command.ts";
import { formatBytes, formatCount } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { type Column, printFacts, printJson, printRows } from "../print.ts";
import { outIsTerminal } from "../terminal.ts";

export function vaultStatsCommand(): Command {
  return command("stats", {
    description: "Say what the vault holds, what each run added, and what pruning would free",
    example: "npx holdfast vault stats --json",
  }).action(showStats);
}

async function showStats(asked: Asked): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const stats = await vaultStats(ctx, new AbortController().signal);
    if (asked.json) return printJson({ vault: stats });
    const people = outIsTerminal();
    const bytes = people ? formatBytes : String;
    const count = people ? formatCount : String;
    const { prunableBytes, bin } = stats;
    printFacts([
      ["archives", count(stats.archives)],
      ["content", bytes(stats.contentBytes)],
      ["stored", bytes(stats.storedBytes)],
      ["content for each byte", stats.dedupRatio?.toFixed(1) ?? ""],
      ["packs", count(stats.packs)],
      ["blocks", count(stats.blocks)],
      ["pruning frees", prunableBytes === null ? "" : bytes(prunableBytes)],
      ["archives in the bin", count(bin.archives)],
      ["emptying the bin frees", bin.freesBytes === null ? "" : bytes(bin.freesBytes)],
    ]);
    printRows("archive", columns, stats.runs, "Nothing is kept yet.");
  });
}

type Row = VaultStats["runs"][number];

const columns: Column<Row>[] = [
  { title: "run", people: ({ run }) => String(run), right: true },
  { title: "plan", people: ({ plan }) => plan },
  bytesColumn("content", ({ contentBytes }) => contentBytes),
  bytesColumn("new", ({ newBytes }) => newBytes),
  bytesColumn("stored", ({ storedBytes }) => storedBytes),
];

function bytesColumn(title: string, of: (row: Row) => number): Column<Row> {
  return {
    title,
    people: (row) => formatBytes(of(row)),
    full: (row) => String(of(row)),
    right: true,
  };
}
