import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Step } from "./watched-disk.ts";

/**
 * What a disk may hold after its power was cut. Promised is only what was synced: the content of a
 * file by its own sync, the names in a folder by the folder's. Everything since then may be there, be
 * missing, or be there in part: content in sectors, whatever their order; each name by itself. After
 * a rename from one folder to another a file may have both names; no file system that people keep
 * archives on leaves it without any.
 */

/** What a disk writes at once: a sector of old or of new. */
const sectors = [512, 4096];

interface Content {
  synced: Buffer;
  /** `null`: it was emptied. */
  since: ({ at: number; bytes: Buffer } | null)[];
}

/** A name in a folder now stands for this content, for a folder, or for nothing. */
type Naming = { names: [name: string, Node | null][]; needs: Naming | null };
type Node = Content | "folder";

interface Folder {
  synced: Map<string, Node>;
  since: Naming[];
}

export class Disk {
  readonly #root: string;
  readonly #folders = new Map<string, Folder>();
  /** What each path stands for, as a running system sees it. */
  readonly #now = new Map<string, Node>();

  private constructor(root: string) {
    this.#root = root;
    this.#folders.set(root, { synced: new Map(), since: [] });
  }

  /** A disk that holds a folder, all of it synced. */
  static async of(root: string): Promise<Disk> {
    const disk = new Disk(root);
    const found = await readdir(root, { recursive: true, withFileTypes: true });
    for (const item of found) {
      const file = path.join(item.parentPath, item.name);
      if (item.isDirectory()) disk.#folders.set(file, { synced: new Map(), since: [] });
    }
    for (const item of found) {
      const file = path.join(item.parentPath, item.name);
      const node: Node = item.isDirectory()
        ? "folder"
        : { synced: await readFile(file), since: [] };
      disk.#now.set(file, node);
      disk.#folder(item.parentPath).synced.set(item.name, node);
    }
    return disk;
  }

  take(step: Step): void {
    const { file } = step;
    switch (step.kind) {
      case "create":
        this.#name([[file, { synced: Buffer.alloc(0), since: [] }]]);
        break;
      case "folder":
        this.#folders.set(file, { synced: new Map(), since: [] });
        this.#name([[file, "folder"]]);
        break;
      case "remove":
        this.#name([[file, null]]);
        break;
      case "rename":
        this.#name([
          [step.to, this.#now.get(file) ?? null],
          [file, null],
        ]);
        break;
      case "empty":
        this.#content(file).since.push(null);
        break;
      case "write":
        this.#content(file).since.push({ at: step.at, bytes: Buffer.from(step.bytes) });
        break;
      case "sync": {
        const content = this.#content(file);
        content.synced = applied(content, content.since);
        content.since = [];
        break;
      }
      case "sync folder": {
        const folder = this.#folder(file);
        for (const naming of folder.since.splice(0)) put(folder.synced, naming);
      }
    }
  }

  /** Writes into a folder what may be left; `random` chooses among all that is possible. */
  async cut(to: string, random: () => number): Promise<void> {
    const survivors = new Set<Naming>();
    for (const { since } of this.#folders.values()) {
      const survives = chance(random);
      for (const naming of since) if (survives()) survivors.add(naming);
    }
    const pending = new Set([...this.#folders.values()].flatMap(({ since }) => since));
    for (const naming of [...survivors]) {
      const { needs } = naming;
      if (needs && pending.has(needs) && !survivors.has(needs)) survivors.delete(naming);
    }
    await this.#cutFolder(this.#root, to, { random, survivors });
  }

  async #cutFolder(
    from: string,
    to: string,
    how: { random: () => number; survivors: ReadonlySet<Naming> },
  ): Promise<void> {
    const folder = this.#folder(from);
    const names = new Map(folder.synced);
    for (const naming of folder.since) if (how.survivors.has(naming)) put(names, naming);
    for (const [name, node] of names) {
      const file = path.join(to, name);
      if (node === "folder") {
        await mkdir(file, { mode: 0o700 });
        await this.#cutFolder(path.join(from, name), file, how);
      } else await writeFile(file, torn(node, how.random), { mode: 0o600 });
    }
  }

  /** Names change: at once within one folder, the new one first where there are two. */
  #name(naming: [file: string, node: Node | null][]): void {
    const byFolder = Map.groupBy(naming, ([file]) => path.dirname(file));
    for (const [file, node] of naming) {
      if (node) this.#now.set(file, node);
      else this.#now.delete(file);
    }
    let needs: Naming | null = null;
    for (const [folder, of] of byFolder) {
      const names = of.map(([file, node]): [string, Node | null] => [path.basename(file), node]);
      const own: Naming = { names, needs };
      this.#folder(folder).since.push(own);
      needs = own; // the new name stands first
    }
  }

  #folder(file: string): Folder {
    const folder = this.#folders.get(file);
    if (!folder) throw new Error(`The disk has no folder ${file}.`);
    return folder;
  }

  #content(file: string): Content {
    const node = this.#now.get(file);
    if (!node || node === "folder") throw new Error(`The disk has no file ${file}.`);
    return node;
  }
}

function put(names: Map<string, Node>, naming: Naming): void {
  for (const [name, node] of naming.names) {
    if (node) names.set(name, node);
    else names.delete(name);
  }
}

/** Nothing survives, everything does, or each thing as it falls. */
function chance(random: () => number): () => boolean {
  const share = [0, 1, random(), random()][Math.floor(random() * 4)] ?? 0;
  return () => random() < share;
}

function torn(content: Content, random: () => number): Buffer {
  const survives = chance(random);
  const sector = sectors[Math.floor(random() * sectors.length)] ?? 512;
  const pieces = content.since.flatMap((write): Content["since"] => {
    if (write === null) return [null];
    const parts: Content["since"] = [];
    for (let from = 0; from < write.bytes.length; ) {
      const at = write.at + from;
      const end = from + sector - (at % sector);
      parts.push({ at, bytes: write.bytes.subarray(from, end) });
      from = end;
    }
    return parts;
  });
  return applied(
    content,
    pieces.filter(() => survives()),
  );
}

/** Where nothing was written before what survived there are zeros, as in a hole. */
function applied({ synced }: Content, writes: Content["since"]): Buffer {
  let bytes = Buffer.from(synced);
  for (const write of writes) {
    if (write === null) {
      bytes = Buffer.alloc(0);
      continue;
    }
    const end = write.at + write.bytes.length;
    if (end > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(end - bytes.length)]);
    write.bytes.copy(bytes, write.at);
  }
  return bytes;
}
