import type { Command } from "commander";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import { findPlan } from "#lib/plans";
import { listArchives, listMax } from "#lib/runs";
import { type ArchiveDocument, asArchiveDocument } from "../archive-document.ts";
import { type Asked, command } from "../command.ts";
import { formatBytes, formatCount, formatTime, fullTime } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { type Column, printJson, printTable } from "../print.ts";

interface ListAsked extends Asked {
  plan?: string;
  bin?: boolean;
}

export function archiveListCommand(): Command {
  return command("list", {
    description: "List what is kept, newest first",
    example: "npx holdfast archive list --plan nightly",
  })
    .option("--plan <PLAN>", "only those of one plan, by name or id")
    .option("--bin", "what was let go and can be taken back, instead")
    .action(archiveList);
}

async function archiveList(asked: ListAsked): Promise<void> {
  const archives = await withInstallation(({ ctx }) => readAll(ctx, asked));
  if (asked.json) printJson({ archives });
  else if (asked.bin) printTable(binColumns, archives, "Nothing is in the bin.");
  else printTable(columns, archives, "Nothing is kept yet.");
}

async function readAll(
  ctx: Context,
  { plan: planName, bin }: ListAsked,
): Promise<ArchiveDocument[]> {
  const plan = planName === undefined ? null : await findPlan(ctx, planName);
  if (planName !== undefined && !plan) throw fail("not-found", { what: "plan", name: planName });
  const archives: ArchiveDocument[] = [];
  for (;;) {
    const state = bin ? ("bin" as const) : undefined;
    const page = { planId: plan?.id, state, offset: archives.length, limit: listMax };
    const { archives: more } = await listArchives(ctx, page);
    archives.push(...more.map(asArchiveDocument));
    if (more.length < listMax) return archives;
  }
}

const firstColumns: Column<ArchiveDocument>[] = [
  { title: "run", people: ({ run }) => String(run), right: true },
  { title: "plan", people: ({ plan }) => plan },
  {
    title: "created",
    people: ({ createdAt }) => formatTime(createdAt),
    full: ({ createdAt }) => fullTime(createdAt),
  },
];

const columns: Column<ArchiveDocument>[] = [
  ...firstColumns,
  {
    title: "entries",
    people: ({ entries }) => formatCount(entries),
    full: ({ entries }) => String(entries),
    right: true,
  },
  {
    title: "size",
    people: ({ bytes }) => formatBytes(bytes),
    full: ({ bytes }) => String(bytes),
    right: true,
  },
  {
    title: "read back",
    people: ({ verifiedAt }) => formatTime(verifiedAt),
    full: ({ verifiedAt }) => fullTime(verifiedAt),
  },
  { title: "state", people: stateOf },
];

const binColumns: Column<ArchiveDocument>[] = [
  ...firstColumns,
  {
    title: "until",
    people: ({ bin }) => formatTime(bin?.until ?? null),
    full: ({ bin }) => fullTime(bin?.until ?? null),
  },
  {
    title: "frees",
    people: ({ bin }) => (bin?.freesBytes == null ? "–" : formatBytes(bin.freesBytes)),
    full: ({ bin }) => String(bin?.freesBytes ?? ""),
    right: true,
  },
  { title: "let go because", people: ({ bin }) => bin?.because ?? "" },
];

function stateOf(archive: ArchiveDocument): string {
  return archive.pinnedAt ? `${worthOf(archive)}, pinned` : worthOf(archive);
}

function worthOf({ good, without, flagged }: ArchiveDocument): string {
  if (flagged) return `flagged: ${flagged}`;
  if (without.length > 0) return `without ${without.join(", ")}`;
  return good ? "good" : "not good";
}
