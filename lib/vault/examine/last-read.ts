import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { open, readFile, rename, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { whereItLies } from "../bin.ts";
import { listPacks } from "../blocks/list-packs.ts";
import { fileMode, isCode, packPath, type VaultPlace } from "../place.ts";

/** Which packs were read whole when; only ever a memory of the check, and lost it costs reading again. */
const fileName = "checked.json";
/** So much of a name tells packs apart. */
const keyLength = 16;

const Memory = z.object({
  format: z.literal(1),
  /** For each check: when it was, and the beginnings of the names of what it read. */
  read: z.array(z.tuple([z.iso.datetime(), z.array(z.string().length(keyLength))])),
});

/** Something that is read whole: a pack, or an archive of the first version. */
export interface Readable {
  kind: "pack" | "archive";
  /** The pack's name; the archive's file. */
  name: string;
  bytes: number;
  /** When it was read last; what no check has read yet was read when it was written. */
  readMs: number;
}

/** What can be read whole, longest unread first. @throws errors of the file system */
export async function listReadable(
  place: VaultPlace,
  { archives, now }: { archives: readonly string[]; now: Date },
): Promise<Readable[]> {
  const memory = await recall(place);
  const packs = (await listPacks(place)).map((name) => ({ kind: "pack" as const, name }));
  const zips = archives.map((name) => ({ kind: "archive" as const, name }));
  const all: Readable[] = [];
  for (const each of [...packs, ...zips]) {
    const stats = await statOf(place, each).catch((error: unknown) => {
      if (isCode(error, "ENOENT")) return null; // laid together or let go meanwhile, or missed below
      throw error;
    });
    if (!stats) continue;
    const atMs = memory.get(keyOf(each)) ?? stats.mtimeMs;
    // A time ahead of the clock says nothing.
    all.push({ ...each, bytes: stats.size, readMs: atMs > now.getTime() ? 0 : atMs });
  }
  return all.sort((a, b) => a.readMs - b.readMs || (a.name < b.name ? -1 : 1));
}

/**
 * Remembers what was read. What is gone is forgotten, so that the file grows with the vault alone: by
 * 20 bytes a pack, and only when one is checked.
 *
 * @throws errors of the file system
 */
export async function remember(place: VaultPlace, all: readonly Readable[]): Promise<void> {
  const known = all.filter(({ readMs }) => readMs > 0);
  const byTime = Map.groupBy(known, ({ readMs }) => readMs);
  const read = [...byTime].map(([atMs, of]) => [new Date(atMs).toISOString(), of.map(keyOf)]);
  const draft = path.join(place.folder, `${fileName}.new`);
  const handle = await open(draft, "w", fileMode);
  try {
    await handle.writeFile(`${JSON.stringify({ format: 1, read })}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path.join(place.folder, fileName));
}

async function recall(place: VaultPlace): Promise<Map<string, number>> {
  try {
    const { read } = Memory.parse(
      JSON.parse(await readFile(path.join(place.folder, fileName), "utf8")),
    );
    return new Map(read.flatMap(([at, keys]) => keys.map((key) => [key, Date.parse(at)] as const)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return new Map();
    if (isCode(error, "ENOENT")) return new Map();
    throw error;
  }
}

function statOf(
  place: VaultPlace,
  { kind, name }: Pick<Readable, "kind" | "name">,
): Promise<Stats> {
  const look = (path: string) => stat(path);
  return kind === "pack" ? look(packPath(place, name)) : whereItLies(place, name, look);
}

function keyOf({ kind, name }: Pick<Readable, "kind" | "name">): string {
  const full = kind === "pack" ? name : createHash("sha256").update(name).digest("hex");
  return full.slice(0, keyLength);
}
