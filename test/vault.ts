import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Entry } from "#lib/entries";
import {
  type ArchiveOrder,
  type ArchiveWriter,
  beginArchive,
  beginVault,
  type Examination,
  type Examined,
  examineVault,
  type KeptArchive,
  type Pruned,
  pruneVault,
  readArchiveFile,
  type VaultPlace,
  verifyArchive,
} from "#lib/vault";
import { archiveOrder, pass, source, tail } from "./entries.ts";
import { temporaryFolder } from "./installation.ts";

export * from "./entries.ts";

/** A new vault in a temporary folder. */
export async function newVault(): Promise<VaultPlace> {
  const place = { folder: await temporaryFolder() };
  await beginVault(place);
  return place;
}

/** Adds entries in order; fails the test's way when one gives a warning. */
export async function addAll(writer: ArchiveWriter, entries: Iterable<Entry>): Promise<void> {
  for (const entry of entries) {
    const { warning } = await writer.add(entry, source);
    if (warning) throw warning;
  }
}

/** An archive of these entries, kept. */
export async function keptArchive(
  place: VaultPlace,
  entries: Iterable<Entry>,
  more: Partial<ArchiveOrder> = {},
): Promise<KeptArchive> {
  const writer = await beginArchive(place, archiveOrder(more));
  try {
    await addAll(writer, entries);
    return await writer.keep(tail, pass);
  } finally {
    await writer.abort();
  }
}

/** Frees what no archive needs, while these owners are at work. */
export function prune(place: VaultPlace, alive: readonly string[] = []): Promise<Pruned> {
  const { archiveId, signal } = archiveOrder();
  const isAlive = (owner: string) => alive.includes(owner);
  return pruneVault(place, { archiveId, owner: "pruner", term: 1, isAlive, signal });
}

/** Examines a vault that should hold these archives; all of it is read unless told otherwise. */
export function examined(
  place: VaultPlace,
  archives: readonly KeptArchive[],
  more: Partial<Examination> = {},
): Promise<Examined> {
  const { archiveId, signal } = archiveOrder();
  const now = new Date("2026-03-10T02:00:00Z");
  const all = { archives, share: 1, unreadSince: null, now, signal };
  return examineVault(place, { archiveId, owner: "examiner", term: 1, ...all, ...more });
}

/** The archive as a ZIP file of its own, as a download gives it. */
export async function zipOf(
  place: VaultPlace,
  { file }: { file: string },
  folder?: string,
): Promise<string> {
  const zip = path.join(folder ?? (await temporaryFolder()), "archive.zip");
  const { open } = await readArchiveFile(place, file);
  await writeFile(zip, open());
  return zip;
}

/** Verifies an archive as a run does. */
export function verified(
  place: VaultPlace,
  archive: Pick<KeptArchive, "file" | "sha256" | "manifestSha256">,
) {
  const { file, sha256, manifestSha256 } = archive;
  const { signal } = new AbortController();
  return verifyArchive(place, { file, sha256, manifestSha256, signal, moved: () => {} });
}

/** Names of the files below a folder of the vault. */
export async function filesIn(
  place: VaultPlace,
  folder: "archives" | "packs" | "tmp",
): Promise<string[]> {
  const below = await readdir(path.join(place.folder, folder), {
    recursive: true,
    withFileTypes: true,
  });
  return below.filter((item) => item.isFile()).map((item) => item.name);
}

const execute = promisify(execFile);

/** Runs a program with UTF-8 names and gives its output as bytes. */
export async function output(program: string, args: readonly string[]): Promise<Buffer> {
  try {
    const running = execute(program, [...args], {
      encoding: "buffer",
      env: { ...process.env, LC_ALL: "C.UTF-8", TZ: "Pacific/Auckland" },
      maxBuffer: 64 * 1024 * 1024,
    });
    running.child.stdin?.end(); // a program that asks gets no answer, instead of waiting for one
    const { stdout } = await running;
    return stdout;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new Error(`${program} is needed by this test: apt-get install ${program}`);
    }
    throw error;
  }
}
