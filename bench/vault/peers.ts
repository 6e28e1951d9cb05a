import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { followTree } from "../process-tree.ts";
import { type Cost, sizeOf } from "./product.ts";

/** Backs a folder up with restic, into a repository of its own; `null`: restic is not on this machine. */
export async function startRestic(
  repository: string,
): Promise<((folder: string) => Promise<Cost>) | null> {
  const options = ["--repo", repository, "--quiet"];
  try {
    await mkdir(repository, { recursive: true });
    await measured("restic", ["init", ...options], repository);
  } catch {
    process.stderr.write("restic is not on this machine: apt-get install restic\n");
    return null;
  }
  return (folder) => measured("restic", ["backup", ...options, folder], repository);
}

/** Packs a folder with `zip -6`. */
export async function runZip(file: string, folder: string, into: string): Promise<Cost> {
  await mkdir(into, { recursive: true });
  return measured("zip", ["-6", "-q", "-r", file, folder], into);
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
