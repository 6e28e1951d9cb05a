import type { Command } from "commander";
import { acceptArchive, findArchive } from "#lib/runs";
import { asArchiveDocument } from "../archive-document.ts";
import { type Asked, command } from "../command.ts";
import { withInstallation } from "../installation.ts";
import { printJson } from "../print.ts";
import { out } from "../terminal.ts";

interface AcceptAsked extends Asked {
  why: string;
}

export function archiveAcceptCommand(): Command {
  return command("accept", {
    description: "Say that a flagged archive is as it should be; it counts from now on",
    example: 'npx holdfast archive accept 17 --why "We moved the pictures"',
  })
    .argument("<RUN>", "number or id of its run")
    .requiredOption("--why <TEXT>", "the reason, kept in the activity trail")
    .action(accept);
}

async function accept(run: string, asked: AcceptAsked): Promise<void> {
  await withInstallation(async ({ ctx }) => {
    await acceptArchive(ctx, { run, why: asked.why });
    const archive = await findArchive(ctx, run);
    if (!archive) throw new Error("An archive that was accepted is there.");
    if (asked.json) return printJson({ archive: asArchiveDocument(archive) });
    const { plan, run: its } = archive;
    out(`The archive of ${plan.name}, run ${its.number}, counts from now on.\n`);
  });
}
