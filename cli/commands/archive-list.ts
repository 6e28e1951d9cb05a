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
}

export function archiveListCommand(): Command {
  return command("list", {
    description: "List what is kept, newest first",
    example: "npx holdfast archive list --plan nightly",
  })
    .option("--plan <PLAN>", "only those of one plan, by name or id")
    .action(archiveList);
}

async function archiveList(asked: ListAsked): Promise<void> {
  const archives = await withInstallation(({ ctx }) => readAll(ctx, asked.plan));
  if (asked.json) printJson({ archives });
  else printTable(columns, archives, "Nothing is kept yet.");
}

async function readAll(ctx: Context, planName?: string): Promise<ArchiveDocument[]> {
  const plan = planName === undefined ? null : await findPlan(ctx, planName);
  if (planName !== undefined && !plan) throw fail("not-found", { what: "plan", name: planName });
  const archives: ArchiveDocument[] = [];
  for (;;) {
    const page = { planId: plan?.id, offset: archives.length, limit: listMax };
    const { archives: more } = await listArchives(ctx, page);
    archives.push(...more.map(asArchiveDocument));
    if (more.length < listMax) return archives;
  }
}

const columns: Column<ArchiveDocument>[] = [
  { title: "run", people: ({ run }) => String(run), right: true },
  { title: "plan", people: ({ plan }) => plan },
  {
    title: "created",
    people: ({ createdAt }) => formatTime(createdAt),
    full: ({ createdAt }) => fullTime(createdAt),
  },
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

function stateOf({ good, without, flagged }: ArchiveDocument): string {
  if (flagged) return `flagged: ${flagged}`;
  if (without.length > 0) return `without ${without.join(", ")}`;
  return good ? "good" : "not good";
}
