import {
  foldedForWindows,
  isLongOnWindows,
  type WindowsNames,
  type WindowsReason,
  windowsProblem,
} from "#lib/entries";
import { numberOf } from "./number-of.ts";
import { NumberTable } from "./number-table.ts";

/** As many are named; all are counted. */
const examplesMax = 20;
/** Of folders with such a name as many are remembered, so that each counts once. */
const foldersMax = 10_000;

/** Counts the names of an archive that Windows cannot hold; one number of memory an entry. */
export class WindowsNamesCount {
  readonly #found: WindowsNames = { count: 0, reasons: {}, examples: [] };
  readonly #seen = new NumberTable();
  readonly #folders = new Set<string>();

  /** @param path of an entry, as it stands in the archive */
  see(path: string): void {
    const parts = path.split("/");
    for (const [index, part] of parts.entries()) {
      const reason = windowsProblem(part);
      if (reason) this.#add(parts.slice(0, index + 1).join("/"), reason);
    }
    const key = numberOf(foldedForWindows(path));
    if (this.#seen.has(key)) this.#add(path, "case");
    else if (isLongOnWindows(path)) this.#add(path, "long");
    this.#seen.set(key, 0);
  }

  found(): WindowsNames {
    return this.#found;
  }

  /** A folder is met again with every entry below it. */
  #add(path: string, reason: WindowsReason): void {
    if (this.#folders.has(path)) return;
    if (this.#folders.size < foldersMax) this.#folders.add(path);
    const { reasons, examples } = this.#found;
    this.#found.count += 1;
    reasons[reason] = (reasons[reason] ?? 0) + 1;
    if (examples.length < examplesMax) examples.push({ path, reason });
  }
}
