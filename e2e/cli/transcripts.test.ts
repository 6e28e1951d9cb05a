import { spawn } from "node:child_process";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/installation.ts";
import { preparedInstallation } from "../../test/prepared.ts";
import { swift } from "../../test/swift.ts";
import { startWorker } from "../../test/worker-process.ts";
import { type Exchange, fits, parseTranscript } from "./transcript.ts";

const here = import.meta.dirname;
const root = path.join(here, "..", "..");
const transcripts = (await readdir(here)).filter((file) => file.endsWith(".md"));

describe("the command line, as its transcripts show it", () => {
  it("has transcripts", () => expect(transcripts.length).toBeGreaterThan(5));

  it.each(transcripts)("%s", { timeout: 180_000 }, async (file) => {
    const { worker, parts } = parseTranscript(await readFile(path.join(here, file), "utf8"));
    const folders = await preparedInstallation();
    if (worker) startWorker(folders);
    const shell = await openShell(folders.data);
    for (const part of parts) {
      if (part.kind === "exchange") await hold(shell, part.exchange);
      else {
        const { out, err, exit } = await shell(part.scene.script);
        expect(exit, `the scene of line ${part.scene.line}\n${out}${err}`).toBe(0);
      }
    }
  });
});

type Shell = (line: string) => Promise<{ out: string; err: string; exit: number }>;

/** A folder to work in, and `npx holdfast` without the seconds that npm takes. */
async function openShell(data: string): Promise<Shell> {
  const folder = await temporaryFolder();
  const bin = path.join(folder, "bin");
  await mkdir(bin);
  const npx = `#!/bin/sh\nshift\nexec '${process.execPath}' ${swift.join(" ")} '${root}/cli/main.ts' "$@"\n`;
  await writeFile(path.join(bin, "npx"), npx);
  await chmod(path.join(bin, "npx"), 0o700);
  const home = path.join(folder, "home");
  await makeSite(home);
  const environment = {
    PATH: `${bin}:${path.dirname(process.execPath)}:${process.env.PATH}`,
    HOME: home,
    HOLDFAST_DATA: data,
    LANG: "C.UTF-8",
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  };
  return (line) =>
    new Promise((resolve, reject) => {
      const child = spawn("bash", ["-c", line], {
        cwd: home,
        env: environment as unknown as NodeJS.ProcessEnv,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let out = "";
      let err = "";
      child.stdout.setEncoding("utf8").on("data", (text) => {
        out += text;
      });
      child.stderr.setEncoding("utf8").on("data", (text) => {
        err += text;
      });
      child.once("error", reject);
      child.once("close", (code) => {
        const plain = (text: string) => text.replaceAll(home, "~").replaceAll(data, "DATA");
        resolve({ out: plain(out), err: plain(err), exit: code ?? -1 });
      });
    });
}

/** What every transcript finds in its folder: a small application's data below `site`. */
async function makeSite(home: string): Promise<void> {
  const files = {
    "media/one.jpg": "a picture",
    "media/two.tmp": "left over",
    "log/app.log": "started\n",
    "etc/app.conf": "port = 1\n",
  };
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(home, "site", name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const db = new DatabaseSync(path.join(home, "site", "app.db"));
  db.exec("create table notes (text); insert into notes values ('first')");
  db.close();
}

async function hold(shell: Shell, { line, typed, out, err, exit }: Exchange): Promise<void> {
  const came = await shell(typed);
  const asWritten = [
    came.out.replace(/\n$/, ""),
    ...came.err.split("\n").flatMap((each) => (each ? [`! ${each}`] : [])),
    `= ${came.exit}`,
  ];
  const fitsAll = fits(out, came.out) && fits(err, came.err) && came.exit === exit;
  expect(fitsAll, `line ${line}: $ ${typed}\n${asWritten.join("\n")}\n`).toBe(true);
}
