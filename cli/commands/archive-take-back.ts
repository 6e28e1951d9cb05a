import type { Command } from "commander";
import { fail } from "#lib/failures";
import { findArchive, takeBackArchive } from "#lib/runs";
import { asArchiveDocument } from "../archive-document.ts";
import { type Asked, command } from "../command.ts";
import { withInstallation } from "../installation.ts";
import { printJson } from "../print.ts";
import { err, out } from "../terminal.ts";

interface TakeBackAsked extends Asked {
  pin?: boolean;
}

export function archiveTakeBackCommand(): Command {
  return command("take-back", {
    description: "Take one archive back from the bin; it is listed and counted again",
    example: "npx holdfast archive take-back 17 --pin",
  })
    .argument("<RUN>", "number or id of its run")
    .option("--pin", "also pin it, so that retention does not let it go again")
    .action(takeBack);
}

async function takeBack(run: string, asked: TakeBackAsked): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    await takeBackArchive(ctx, { run, pin: asked.pin ?? false });
    const archive = await findArchive(ctx, run);
    if (!archive) throw fail("not-found", { what: "archive of run", name: run });
    const { keptAs } = archive;
    if (asked.json) return printJson({ archive: { ...asArchiveDocument(archive), keptAs } });
    out(`archive of ${archive.plan.name}, run ${archive.run.number}: taken back\n`);
    if (keptAs.length > 0) return;
    err("! No rule keeps it: the next good run lets it go again, unless it is pinned.\n");
  });
}
