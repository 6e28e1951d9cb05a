import type { Command } from "commander";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import { type ArchiveDetail, findArchive, noteArchive, pinArchive, unpinArchive } from "#lib/runs";
import { type Asked, command } from "../command.ts";
import { withInstallation } from "../installation.ts";
import { printJson } from "../print.ts";
import { out } from "../terminal.ts";

interface PinAsked extends Asked {
  note?: string;
}

export function archivePinCommand(): Command {
  return command("pin", {
    description: "Keep one archive whatever retention says, until it is unpinned",
    example: 'npx holdfast archive pin 17 --note "before the move"',
  })
    .argument("<RUN>", "number or id of its run")
    .option("--note <TEXT>", "also write its note")
    .action((run: string, asked: PinAsked) =>
      changed(run, asked, async (ctx) => {
        const isNews = await pinArchive(ctx, { run, note: asked.note });
        return isNews ? "pinned" : "was pinned already";
      }),
    );
}

export function archiveUnpinCommand(): Command {
  return command("unpin", {
    description: "Leave a pinned archive to retention again",
    example: "npx holdfast archive unpin 17",
  })
    .argument("<RUN>", "number or id of its run")
    .action((run: string, asked: Asked) =>
      changed(run, asked, async (ctx) =>
        (await unpinArchive(ctx, { run })) ? "unpinned" : "was not pinned",
      ),
    );
}

export function archiveNoteCommand(): Command {
  return command("note", {
    description: "Write what is to be known about one archive; an empty text removes it",
    example: 'npx holdfast archive note 17 "the last one with the old shop"',
  })
    .argument("<RUN>", "number or id of its run")
    .argument("<TEXT>", "500 characters at most")
    .action((run: string, note: string, asked: Asked) =>
      changed(run, asked, async (ctx) => {
        await noteArchive(ctx, { run, note });
        return note.trim() ? "note written" : "note removed";
      }),
    );
}

/** Changes an archive, then says what it is like. */
async function changed(
  run: string,
  asked: Asked,
  change: (ctx: Context) => Promise<string>,
): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    const outcome = await change(ctx);
    const archive = await findArchive(ctx, run);
    if (!archive) throw fail("not-found", { what: "archive of run", name: run });
    if (asked.json) return printJson({ archive: asDocument(archive) });
    out(`archive of ${archive.plan.name}, run ${archive.run.number}: ${outcome}\n`);
  });
}

function asDocument({ run, plan, note, pinnedAt, pinnedBy }: ArchiveDetail) {
  return { run: run.number, id: run.id, plan: plan.name, note, pinnedAt, pinnedBy };
}
