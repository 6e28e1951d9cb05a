import type { Command } from "commander";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import { type ArchiveDetail, findArchive, listArchiveEntries, listMax } from "#lib/runs";
import { asArchiveDocument } from "../archive-document.ts";
import { type Asked, command } from "../command.ts";
import { formatBytes, formatCount, formatTime, fullTime, plural } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { type Column, printFacts, printJson, printRows, printTable } from "../print.ts";
import { outIsTerminal } from "../terminal.ts";

interface ShowAsked extends Asked {
  entries?: boolean;
}

type Entry = Awaited<ReturnType<typeof listArchiveEntries>>["entries"][number];

export function archiveShowCommand(): Command {
  return command("show", {
    description: "Say what one archive holds",
    example: "npx holdfast archive show 17 --entries | grep app.db",
  })
    .argument("<RUN>", "number or id of its run")
    .option("--entries", "list every file, folder and link in it")
    .action(archiveShow);
}

async function archiveShow(run: string, asked: ShowAsked): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const archive = await findArchive(ctx, run);
    if (!archive) throw fail("not-found", { what: "archive of run", name: run });
    const entries = asked.entries ? await readEntries(ctx, run) : null;
    if (asked.json) return printJson(asDocument(archive, entries));
    if (entries) return printTable(entryColumns, entries, "It holds no entries.");
    showFacts(archive);
    printRows("source", sourceColumns, archive.sources, "It has no sources.");
  });
}

async function readEntries(ctx: Context, run: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const page = { run, offset: entries.length, limit: listMax };
    const { entries: more, total } = await listArchiveEntries(ctx, page);
    entries.push(...more);
    if (more.length === 0 || entries.length >= total) return entries;
  }
}

function asDocument(archive: ArchiveDetail, entries: Entry[] | null) {
  const { contentBytes, newBytes, storedBytes, unread, sha256 } = archive;
  const { damaged, flag, letGoAt, letGoBecause, keptAs, sources, windowsNames } = archive;
  const sizes = { contentBytes, newBytes, storedBytes, unread };
  const found = { damaged, flag, letGoAt, letGoBecause, keptAs, sources, windowsNames };
  const more = { ...sizes, sha256, ...found };
  return { archive: { ...asArchiveDocument(archive), ...more, ...(entries ? { entries } : {}) } };
}

function showFacts(archive: ArchiveDetail): void {
  const people = outIsTerminal();
  const time = people ? formatTime : fullTime;
  const bytes = people ? formatBytes : String;
  printFacts([
    ["run", String(archive.run.number)],
    ["plan", archive.plan.name],
    ["created", time(archive.createdAt)],
    ["entries", people ? plural(archive.entries, "entry", "entries") : String(archive.entries)],
    ["size", bytes(archive.bytes)],
    ["unpacked", bytes(archive.contentBytes)],
    ["new", bytes(archive.newBytes)],
    ["vault grew by", bytes(archive.storedBytes)],
    ["files not read", people ? formatCount(archive.unread) : String(archive.unread)],
    ["not for Windows", archive.windowsNames === null ? "" : String(archive.windowsNames.count)],
    ["sha256", people ? `${archive.sha256} (${archive.sha256Of})` : archive.sha256],
    ["read back", time(archive.verifiedAt)],
    ["state", stateOf(archive)],
    ["note", archive.note ?? (people ? "–" : "")],
    [
      "pinned",
      archive.pinnedAt ? `${time(archive.pinnedAt)} by ${archive.pinnedBy}` : people ? "–" : "",
    ],
    ["kept as", archive.keptAs.join(", ") || (people ? "–" : "")],
  ]);
}

function stateOf(archive: ArchiveDetail): string {
  const { good, without, damaged, flag, letGoAt, letGoBecause } = archive;
  const { bin } = archive;
  if (bin) return `in the bin until ${fullTime(bin.until)}: ${letGoBecause ?? ""}`;
  if (letGoAt) return `let go: ${letGoBecause ?? ""}`;
  if (damaged) return `damaged: ${damaged}`;
  if (flag && !flag.accepted) return `flagged: ${flag.sentence}`;
  if (without.length > 0) return `without ${without.join(", ")}`;
  return good ? "good" : "not good";
}

const sourceColumns: Column<ArchiveDetail["sources"][number]>[] = [
  { title: "kind", people: ({ kind }) => kind },
  { title: "source", people: ({ name }) => name },
  {
    title: "entries",
    people: ({ entries }) => formatCount(entries),
    full: ({ entries }) => String(entries),
    right: true,
  },
  {
    title: "bytes",
    people: ({ bytes }) => formatBytes(bytes),
    full: ({ bytes }) => String(bytes),
    right: true,
  },
  { title: "state", people: ({ yielded }) => (yielded ? "yielded" : "failed") },
];

const entryColumns: Column<Entry>[] = [
  {
    title: "mode",
    people: ({ mode }) => mode.toString(8).padStart(4, "0"),
  },
  {
    title: "size",
    people: ({ size }) => formatBytes(size),
    full: ({ size }) => String(size),
    right: true,
  },
  {
    title: "modified",
    people: ({ modified }) => formatTime(modified),
    full: ({ modified }) => fullTime(modified),
  },
  { title: "kind", people: ({ kind }) => kind },
  {
    title: "path",
    people: ({ path, link }) => (link === null ? path : `${path} -> ${link}`),
    full: ({ path }) => path,
  },
];
