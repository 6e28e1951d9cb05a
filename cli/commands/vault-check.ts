import { type Command, InvalidArgumentError } from "commander";
import {
  type AlteredHistory,
  type CheckedArchive,
  checkArchives,
  readScrub,
  thisProcess,
  type VaultCheck,
} from "#lib/runs";
import { type Asked, command, exitWith } from "../command.ts";
import { formatBytes, formatCount, formatTime, fullTime } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { type Column, printFacts, printJson, printRows } from "../print.ts";
import { err, outIsTerminal } from "../terminal.ts";

interface CheckAsked extends Asked {
  /** 0 to 1. */
  read?: number;
}

export function vaultCheckCommand(): Command {
  return command("check", {
    description: "Look whether everything is there that an archive needs; exits with 1 on damage",
    example: "npx holdfast vault check --read 5%",
  })
    .option(
      "--read <SHARE>",
      "also read packs whole, longest unread first: all, or a share such as 5%",
      shareOf,
    )
    .action(vaultCheck);
}

/** "all" → 1, "5%" → 0.05 */
function shareOf(text: string): number {
  if (text === "all") return 1;
  const percent = Number(/^(\d{1,3}(?:\.\d+)?)%$/.exec(text)?.[1] ?? Number.NaN);
  if (!(percent >= 0 && percent <= 100)) {
    throw new InvalidArgumentError("It takes all, or a share such as 5%.");
  }
  return percent / 100;
}

async function vaultCheck(asked: CheckAsked): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const check = await checkArchives(ctx, {
      share: asked.read ?? 0,
      unreadSince: null,
      me: thisProcess(),
      signal: new AbortController().signal,
    });
    const { damaged, damagedPacks, altered } = check;
    exitWith(damaged.length + damagedPacks.length + altered.length > 0 ? 1 : 0);
    if (asked.json) return printJson({ check });
    showFacts(check);
    const { nextAt } = await readScrub(ctx);
    printFacts([["next rolling check", (outIsTerminal() ? formatTime : fullTime)(nextAt)]]);
    if (altered.length > 0) printRows("plan", historyColumns, altered, "");
    if (damaged.length === 0) return;
    printRows("archive", columns, damaged.flatMap(pathsOf), "");
    err(
      "What is missing is read again by the next run of each plan, where its source still has it.\n",
    );
  });
}

function showFacts(check: VaultCheck): void {
  const people = outIsTerminal();
  const bytes = people ? formatBytes : String;
  const count = people ? formatCount : String;
  printFacts([
    ["archives", count(check.archives)],
    ["packs", count(check.packs)],
    ["stored", bytes(check.bytes)],
    ["packs read", count(check.read.packs)],
    ["bytes read", bytes(check.read.bytes)],
    ["longest unread", (people ? formatTime : fullTime)(check.oldestReadAt)],
    ["damaged packs", count(check.damagedPacks.length)],
    ["damaged archives", count(check.damaged.length)],
    ["whole again", count(check.healed.length)],
    ["altered histories", count(check.altered.length)],
  ]);
}

interface Touched {
  archive: CheckedArchive;
  path: string;
}

/** One line for each path that is named; one for an archive of which none is. */
function pathsOf(archive: CheckedArchive): Touched[] {
  const paths = archive.paths.length > 0 ? archive.paths : [""];
  return paths.map((path) => ({ archive, path }));
}

const columns: Column<Touched>[] = [
  { title: "run", people: ({ archive }) => String(archive.run ?? ""), right: true },
  { title: "plan", people: ({ archive }) => archive.plan ?? archive.file },
  { title: "path", people: ({ path }) => path },
  { title: "found", people: ({ archive }) => archive.detail },
];

const historyColumns: Column<AlteredHistory>[] = [
  { title: "plan", people: ({ plan }) => plan },
  { title: "found", people: ({ detail }) => detail },
];
