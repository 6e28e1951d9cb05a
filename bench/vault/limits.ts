import { mkdir, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { downloadRows } from "./download.ts";
import { type Cost, type Folder, type Product, startProduct } from "./product.ts";

const gigabyte = 1_000_000_000;

/**
 * What grows with what: a run after a thousand archives beside one after ten, memory for one very large
 * file and for very many, and the computing time of a download beside that of a plain file.
 */
export async function limitsBench(given: string[]): Promise<void> {
  const { values } = parseArgs({
    args: given,
    options: {
      archives: { type: "string", default: "1000" },
      files: { type: "string", default: "200000" },
      sparse: { type: "string", default: "20" },
      only: { type: "string", default: "large,many,download,history" },
    },
  });
  const folder = await mkdtemp(path.join(tmpdir(), "holdfast-bench-"));
  process.stdout.write("| what | wall s | CPU s | peak MB | |\n| --- | --- | --- | --- | --- |\n");
  const chosen = new Set(values.only.split(","));
  const within = async (name: string, use: (own: string, source: Folder) => Promise<void>) => {
    if (!chosen.has(name)) return;
    const own = path.join(folder, name);
    const source: Folder = { kind: "files", path: path.join(own, "source") };
    await mkdir(source.path, { recursive: true });
    await use(own, source);
    await rm(own, { recursive: true, force: true });
  };
  try {
    await within("large", async (own, { path: at }) => {
      const file = await open(path.join(at, "sparse"), "w");
      await file.truncate(Number(values.sparse) * gigabyte);
      await file.close();
      await once(own, at, `a sparse file of ${values.sparse} GB`);
    });
    await within("many", async (own, { path: at }) => {
      await makeFiles(at, Number(values.files));
      await once(own, at, `${values.files} files`);
    });
    await within("download", downloadRows);
    await within("history", (own, source) => history(own, source, Number(values.archives)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function once(own: string, source: string, what: string): Promise<void> {
  const product = await startProduct(path.join(own, "data"), [{ kind: "files", path: source }]);
  print(what, await product.run());
  await product.stop();
}

/** Medians of the runs around the tenth archive, and of those after the last. */
async function history(own: string, source: Folder, archives: number): Promise<void> {
  await makeFiles(source.path, 500);
  const product = await startProduct(path.join(own, "data"), [source]);
  const early: Cost[] = [];
  for (let n = 1; n <= archives; n++) {
    const cost = await change(product, source.path, n);
    if (n > 5 && n <= 15) early.push(cost);
  }
  const late: Cost[] = [];
  for (let n = 1; n <= 10; n++) late.push(await change(product, source.path, archives + n));
  print("the 10th archive", middle(early));
  print(`the ${archives + 1}st archive`, middle(late));
  await product.stop();
}

async function change(product: Product, folder: string, n: number): Promise<Cost> {
  await writeFile(path.join(folder, "0", "changing"), `content ${n}\n`);
  return product.run();
}

function middle(costs: readonly Cost[]): Cost {
  const sorted = [...costs].sort((a, b) => a.cpuSeconds - b.cpuSeconds);
  return sorted[Math.floor(sorted.length / 2)] as Cost;
}

async function makeFiles(folder: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const into = path.join(folder, String(Math.floor(n / 500)));
    if (n % 500 === 0) await mkdir(into, { recursive: true });
    await writeFile(path.join(into, `${n}.txt`), `file ${n}\n`);
  }
}

function print(what: string, { wallSeconds, cpuSeconds, peakMb, says }: Cost): void {
  const cells = [what, wallSeconds.toFixed(2), cpuSeconds.toFixed(2), peakMb, says];
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}
