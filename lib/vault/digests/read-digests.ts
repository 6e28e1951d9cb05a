import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { isCode, type VaultPlace } from "../place.ts";
import { lineAfter, listPath, noLink, parseLine } from "./digest-line.ts";

/** Where a lease was lost two may add a line at once: a line follows one of so many before it. */
const predecessorsMax = 8;
/** So much of a link tells lines apart. */
const linkLength = 24;

/** A manifest that lies in the vault. */
interface Seen {
  /** Name of its file, without the folder. */
  name: string;
  /** SHA-256 of its file. */
  sha256: string;
  /** The link that its own line follows; absent in manifests from before there were lists. */
  follows?: string | undefined;
}

/** The list of one plan's manifests, read to be held against those that lie there. */
export class ReadDigests {
  readonly #isThere: boolean;
  readonly #digests = new Map<string, string[]>();
  readonly #links = new Set<string>([noLink.slice(0, linkLength)]);
  /** What is wrong with the list by itself; `null`: nothing. */
  readonly broken: string | null = null;

  private constructor(lines: readonly string[] | null) {
    this.#isThere = lines !== null;
    const before = [noLink];
    for (const [index, text] of (lines ?? []).entries()) {
      const line = parseLine(text);
      if (!line) continue; // what a full disk or a power cut left of one
      const follows = before.some((link) => lineAfter(link, line).link === line.link);
      if (!follows) this.broken ??= `its line ${index + 1} does not follow from those before it`;
      this.#digests.set(line.name, [...(this.#digests.get(line.name) ?? []), line.sha256]);
      this.#links.add(line.link.slice(0, linkLength));
      before.push(line.link);
      if (before.length > predecessorsMax) before.shift();
    }
  }

  /** Reads the list of a plan: some 200 bytes of memory a line. @throws errors of the file system */
  static async of(place: VaultPlace, planId: string): Promise<ReadDigests> {
    const lines: string[] = [];
    try {
      const input = createReadStream(listPath(place, planId), "latin1");
      for await (const line of createInterface({ input, crlfDelay: 0 })) lines.push(line);
    } catch (error) {
      if (!isCode(error, "ENOENT")) throw error;
      return new ReadDigests(null);
    }
    return new ReadDigests(lines);
  }

  /** Whether it names another manifest under this name, and not this one. */
  contradicts({ name, sha256 }: Seen): boolean {
    const known = this.#digests.get(name);
    return known !== undefined && !known.includes(sha256);
  }

  /** What is wrong with the list where this manifest is as it should be; `null`: nothing. */
  lacks({ name, sha256, follows }: Seen): string | null {
    if (!this.#isThere) return follows === undefined ? null : "it is missing";
    const known = this.#digests.get(name);
    if (!known) return `it does not name ${name}`;
    if (!known.includes(sha256)) return `it names another manifest for ${name}`;
    const isTheSame = follows === undefined || this.#links.has(follows.slice(0, linkLength));
    return isTheSame ? null : `it is not the one that ${name} was written with`;
  }
}
