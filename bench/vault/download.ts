import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { swift } from "../../test/swift.ts";
import { followTree } from "../process-tree.ts";
import { noise } from "./dataset.ts";
import { type Folder, startProduct } from "./product.ts";

const script = path.join(import.meta.dirname, "serve.ts");
const times = 5;

/** The computing time of sending an archive as a ZIP beside that of sending a file of its size. */
export async function downloadRows(own: string, source: Folder): Promise<void> {
  for (let n = 0; n < 200; n++) {
    await writeFile(path.join(source.path, `${n}.jpg`), noise(2_500_000, n));
  }
  const data = path.join(own, "data");
  const product = await startProduct(data, [source]);
  await product.run();
  await product.stop();
  const archive = await onlyArchive(path.join(data, "vault", "archives"));
  const zip = await sending(["archive", path.join(data, "vault"), archive, own]);
  const plain = await sending(["plain", path.join(own, "plain.zip")]);
  for (const [what, { cpuSeconds, wallSeconds }] of [
    ["downloading a ZIP of 500 MB", zip],
    ["downloading a plain file of its size", plain],
  ] as const) {
    const cells = [what, wallSeconds.toFixed(2), cpuSeconds.toFixed(2), "", ""];
    process.stdout.write(`| ${cells.join(" | ")} |\n`);
  }
}

async function onlyArchive(folder: string): Promise<string> {
  const found = await readdir(folder, { recursive: true });
  const file = found.find((name) => name.endsWith(".holdfast"));
  if (!file) throw new Error("The run left no archive.");
  return path.join("archives", file);
}

/** Downloads several times from a server of its own; what one download cost that server. */
async function sending(what: string[]): Promise<{ cpuSeconds: number; wallSeconds: number }> {
  const server = spawn(process.execPath, [...swift, script, ...what], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(server.stdout, "data")) as [Buffer];
  const address = line.toString().trim();
  const download = async () => {
    for await (const _ of (await fetch(address)).body ?? []) {
    }
  };
  await download(); // what is loaded and compiled at first belongs to no download
  const tree = followTree(server.pid ?? 0);
  const began = performance.now();
  for (let n = 0; n < times; n++) await download();
  const wallSeconds = (performance.now() - began) / 1_000 / times;
  const cpuSeconds = tree.end().cpuSeconds / times;
  server.kill();
  await once(server, "exit");
  return { cpuSeconds, wallSeconds };
}
