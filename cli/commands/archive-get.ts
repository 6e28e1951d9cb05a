import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import type { Context } from "#lib/context";
import { openDownload } from "#lib/runs";
import { type Asked, command } from "../command.ts";
import { fetchTo, isFolder, isThere, partOf } from "../download.ts";
import { formatBytes } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { printJson } from "../print.ts";
import { usage } from "../report.ts";
import { out, outIsTerminal, showProgress } from "../terminal.ts";

interface GetAsked extends Asked {
  output?: string;
  force?: boolean;
}

export function archiveGetCommand(): Command {
  return command("get", {
    description: "Copy one archive out of the vault; a copy that was cut short is continued",
    example: "npx holdfast archive get 17 -o /media/usb/nightly.zip",
  })
    .argument("<RUN>", "number or id of its run")
    .option(
      "-o, --output <FILE>",
      "file or folder to put it in; - for standard output (default: here)",
    )
    .option("--force", "replace a file that is there")
    .action(archiveGet);
}

async function archiveGet(run: string, asked: GetAsked): Promise<void> {
  if (asked.output === "-" && asked.json) {
    throw usage("Standard output cannot take both the archive and a JSON document.");
  }
  await withInstallation(async ({ ctx }) => {
    if (asked.output === "-") return pour(ctx, run);
    const { file, bytes, sha256 } = await copy(ctx, run, asked);
    if (asked.json) printJson({ file, bytes, sha256 });
    else out(outIsTerminal() ? `${file}  ${formatBytes(bytes)}, whole\n` : `${file}\n`);
  });
}

async function pour(ctx: Context, run: string): Promise<void> {
  if (outIsTerminal()) throw usage("An archive is not text; send standard output to a file.");
  const download = await openDownload(ctx, { run, record: true });
  await pipeline(download.open(), process.stdout, { end: false });
}

async function copy(
  ctx: Context,
  run: string,
  asked: GetAsked,
): Promise<{ file: string; bytes: number; sha256: string }> {
  const { name, etag } = await openDownload(ctx, { run, record: false });
  const file = await placeOf(asked.output ?? ".", name);
  if (!asked.force && (await isThere(file))) {
    throw usage(`${file} is there already; add --force to replace it.`);
  }
  const part = partOf(file, etag.replaceAll('"', ""));
  const download = await openDownload(ctx, { run, record: !(await isThere(part)) });
  const sha256 = await fetchTo(download, { file, part, moved });
  return { file, bytes: download.size, sha256 };
}

/** The file to write; in a folder that is named, the archive has its own name. */
async function placeOf(given: string, name: string): Promise<string> {
  const file = path.resolve(given);
  if (await isFolder(file)) return path.join(file, name);
  const folder = path.dirname(file);
  if (await isFolder(folder)) return file;
  throw usage(`There is no folder ${folder}; make it, or name another place with --output.`);
}

function moved({ done, total }: { done: number; total: number }): void {
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  showProgress(`${percent} %  ${formatBytes(done)} of ${formatBytes(total)}`);
}
