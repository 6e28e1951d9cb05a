import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { followTree } from "../process-tree.ts";
import { changeDataset, makeDataset } from "./dataset.ts";
import { type Cost, sizeOf, startProduct } from "./product.ts";

interface Row extends Cost {
  what: string;
  who: string;
}

/**
 * What a run costs from its claim to the archive that was read back, beside restic and zip where this
 * machine has them: a first time, with nothing changed, and after a day of use.
 */
export async function vaultBench(given: string[]): Promise<void> {
  const { values } = parseArgs({
    args: given,
    options: { days: { type: "string", default: "1" }, profile: { type: "string" } },
  });
  const folder = await mkdtemp(path.join(tmpdir(), "holdfast-bench-"));
  const dataset = path.join(folder, "dataset");
  const rows: Row[] = [];
  const note = (what: string, who: string, cost: Cost) => {
    rows.push({ what, who, ...cost });
    process.stderr.write(`${what} ${who} ${cost.wallSeconds.toFixed(1)} s ${cost.says}\n`);
  };
  try {
    await makeDataset(dataset);
    const product = await startProduct(path.join(folder, "data"), dataset, values.profile);
    const repository = path.join(folder, "restic");
    const restic = await startRestic(repository);
    const round = async (what: string) => {
      note(what, "holdfast", await product.run());
      if (restic) note(what, "restic", await restic(dataset));
    };
    await mkdir(path.join(folder, "zip"));
    const zip = ["-6", "-q", "-r", path.join(folder, "zip", "all.zip"), dataset];
    note("first", "zip", await measured("zip", zip, path.join(folder, "zip")));
    await round("first");
    await round("nothing changed");
    for (let day = 1; day <= Number(values.days); day++) {
      await changeDataset(dataset, day);
      await round("1 % changed");
    }
    await product.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  print(rows);
}

async function startRestic(
  repository: string,
): Promise<((dataset: string) => Promise<Cost>) | null> {
  const repositoryOptions = ["--repo", repository, "--quiet"];
  try {
    await mkdir(repository);
    await measured("restic", ["init", ...repositoryOptions], repository);
  } catch {
    process.stderr.write("restic is not on this machine: apt-get install restic\n");
    return null;
  }
  return (dataset) => measured("restic", ["backup", ...repositoryOptions, dataset], repository);
}

async function measured(program: string, args: string[], grows: string): Promise<Cost> {
  const before = await sizeOf(grows);
  const began = performance.now();
  const child = spawn(program, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, RESTIC_PASSWORD: "a password for this bench alone" },
  });
  const tree = followTree(child.pid ?? 0);
  const [code] = await once(child, "exit");
  const wallSeconds = (performance.now() - began) / 1_000;
  if (code !== 0) throw new Error(`${program} ended with ${code}.`);
  return { wallSeconds, ...tree.end(), grownBytes: (await sizeOf(grows)) - before, says: "" };
}

function print(rows: readonly Row[]): void {
  process.stdout.write("| what | who | wall s | CPU s | peak MB | grown by |\n");
  process.stdout.write("| --- | --- | --- | --- | --- | --- |\n");
  for (const { what, who, wallSeconds, cpuSeconds, peakMb, grownBytes, says } of rows) {
    const cells = [
      what,
      who,
      wallSeconds.toFixed(1),
      cpuSeconds.toFixed(1),
      peakMb,
      kb(grownBytes),
    ];
    process.stdout.write(`| ${cells.join(" | ")} |${says === "succeeded" ? "" : ` ${says}`}\n`);
  }
}

function kb(bytes: number): string {
  return bytes > 10_000_000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(1)} KB`;
}
