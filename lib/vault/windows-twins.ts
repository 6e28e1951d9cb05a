import {
  foldedForWindows,
  isLongOnWindows,
  type WindowsReason,
  windowsProblem,
} from "#lib/entries";
import type { EntryQuery } from "./list-entries.ts";
import { numberOf } from "./number-of.ts";

/**
 * Finds among the entries of an archive those that are one file for Windows, as far as a query may
 * ask for them; one number of memory each.
 */
export class WindowsTwins {
  readonly #prefix: string;
  readonly #search: string;
  readonly #seen = new Set<number>();
  readonly #twice = new Set<number>();

  constructor({ prefix = "", search = "" }: EntryQuery) {
    this.#prefix = foldedForWindows(prefix);
    this.#search = foldedForWindows(search);
  }

  /** @param path of each entry that the archive holds, once */
  see(path: string): void {
    const folded = foldedForWindows(path);
    if (!folded.startsWith(this.#prefix) || !folded.includes(this.#search)) return;
    const key = numberOf(folded);
    if (this.#seen.has(key)) this.#twice.add(key);
    else this.#seen.add(key);
  }

  /** Why Windows cannot hold an entry, once all were seen; `null`: it can. */
  reasonOf(path: string): WindowsReason | null {
    const alone = windowsProblem(path.split("/").at(-1) ?? "");
    if (alone) return alone;
    if (isLongOnWindows(path)) return "long";
    return this.#twice.has(numberOf(foldedForWindows(path))) ? "case" : null;
  }
}
