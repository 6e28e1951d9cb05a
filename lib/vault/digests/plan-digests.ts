import { createHash } from "node:crypto";
import { type FileHandle, open, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { asDiskFailure } from "#lib/failures";
import { whereItLies } from "../bin.ts";
import { archivesName, archivesOf, binOf, fileMode, isCode, type VaultPlace } from "../place.ts";
import { readExactly } from "../read-exactly.ts";
import { syncFolder } from "../sync.ts";
import { makeFolder, putTemporary } from "../temporary.ts";
import { type DigestLine, lineAfter, listPath, noLink, parseLine, textOf } from "./digest-line.ts";

/** The last line stands within so many bytes, unless it was cut off often. */
const tailBytes = 4096;

/**
 * The list of a plan's manifests as its writer sees it. A line is on the disk before the archive it
 * names can be seen; lines are only ever added, and stay when the archive is let go.
 */
export class PlanDigests {
  readonly #place: VaultPlace;
  readonly #planId: string;
  readonly #file: string;

  constructor(place: VaultPlace, planId: string) {
    this.#place = place;
    this.#planId = planId;
    this.#file = listPath(place, planId);
  }

  /**
   * The link that the next line follows. Where there is no list it is begun, with what lies there.
   *
   * @param draft a name for a temporary file
   * @throws disk failures
   */
  async last(draft: string): Promise<string> {
    try {
      return (await this.#tail()) ?? (await this.#begin(draft));
    } catch (error) {
      throw asDiskFailure(error, this.#file);
    }
  }

  /** Adds a line that survives a power cut. @throws disk failures */
  async add(link: string, said: Omit<DigestLine, "link">): Promise<void> {
    try {
      const handle = await open(this.#file, "a+", fileMode);
      try {
        const isCut = await endsWithin(handle);
        await handle.writeFile((isCut ? "\n" : "") + textOf(lineAfter(link, said)));
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw asDiskFailure(error, this.#file);
    }
  }

  /** The last link; `null`: there is no list. */
  async #tail(): Promise<string | null> {
    let handle: FileHandle;
    try {
      handle = await open(this.#file, "r");
    } catch (error) {
      if (isCode(error, "ENOENT")) return null;
      throw error;
    }
    try {
      const { size } = await handle.stat();
      for (let bytes = Math.min(tailBytes, size); ; bytes = Math.min(bytes * 2, size)) {
        const text = (await readExactly(handle, { at: size - bytes, bytes })).toString("latin1");
        const last = text.split("\n").map(parseLine).findLast(Boolean);
        if (last || bytes === size) return last?.link ?? noLink;
      }
    } finally {
      await handle.close();
    }
  }

  /** Appears whole or not at all. */
  async #begin(draft: string): Promise<string> {
    const folder = path.dirname(this.#file);
    await makeFolder(folder);
    let link = noLink;
    const lines: string[] = [];
    for (const name of await this.#names()) {
      const file = `${archivesName}/${this.#planId}/${name}`;
      const bytes = await whereItLies(this.#place, file, (at) => readFile(at));
      const line = lineAfter(link, { sha256: digestOf(bytes), name });
      lines.push(textOf(line));
      link = line.link;
    }
    try {
      await putTemporary(draft, Buffer.from(lines.join("")));
      await rename(draft, this.#file);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      throw error;
    }
    await syncFolder(folder);
    return link;
  }

  /** Of the manifests that lie there, also in the bin. */
  async #names(): Promise<string[]> {
    const folders = [archivesOf(this.#place), binOf(this.#place)];
    const names = new Set<string>();
    for (const folder of folders) {
      for (const name of await readdir(path.join(folder, this.#planId)).catch(unlessMissing)) {
        if (name.endsWith(".holdfast")) names.add(name);
      }
    }
    return [...names].sort();
  }
}

/** Whether the file ends within a line, as a full disk or a power cut leaves it. */
async function endsWithin(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  return (await readExactly(handle, { at: size - 1, bytes: 1 })).toString() !== "\n";
}

function unlessMissing(error: unknown): string[] {
  if (isCode(error, "ENOENT")) return [];
  throw error;
}

function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
