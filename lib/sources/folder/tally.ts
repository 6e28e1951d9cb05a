import { visibleName } from "#lib/entries";
import type { Failure } from "#lib/failures";
import type { FolderPreview, LeftOutBy } from "../schema.ts";
import type { FileStats } from "../stats.ts";
import type { Place } from "./place.ts";
import type { Rules } from "./rules.ts";
import { Sample } from "./sample.ts";
import type { Found } from "./walk.ts";

/** A preview ends after this long, or after this many things seen, and says that it was cut. */
export interface PreviewLimits {
  ms: number;
  seen: number;
}

export interface LeftOutFolder {
  place: Place;
  stats: FileStats;
  by: LeftOutBy;
}

/** As many skipped things are listed; all are counted. */
const skippedListedMax = 100;
/** As many folders that are left out are looked into, to say what that saves. */
const leftOutFoldersMax = 10_000;

/** What a preview has seen so far. */
export class Tally {
  readonly leftOutFolders: LeftOutFolder[] = [];
  readonly #limits: PreviewLimits;
  readonly #startMs = performance.now();
  readonly #included = { files: 0, folders: 0, links: 0, bytes: 0 };
  readonly #leftOut: Map<LeftOutBy, { files: number; bytes: number }>;
  readonly #skipped: FolderPreview["skipped"] = [];
  readonly #sample = new Sample();
  #skippedTotal = 0;
  #seen = 0;
  #isCut = false;

  constructor(rules: Rules, limits: PreviewLimits) {
    this.#limits = limits;
    this.#leftOut = new Map(rules.all.map((by) => [by, { files: 0, bytes: 0 }]));
  }

  /** Whether a bound was reached. */
  isOver(): boolean {
    const isLate = performance.now() - this.#startMs > this.#limits.ms;
    const isOver = isLate || this.#seen >= this.#limits.seen;
    this.#isCut ||= isOver;
    return isOver;
  }

  /** Something was looked at. */
  see(): void {
    this.#seen += 1;
  }

  add(found: Found): void {
    this.see();
    const { place } = found;
    if (found.what === "refused") this.#skip(place, whyOf(found.warning));
    else if (found.what === "passed by") this.#skip(place, found.why);
    else if (found.what === "left out") this.#leaveOut(found);
    else {
      const bytes = found.what === "file" ? Number(found.stats.size) : 0;
      this.#included[`${found.what}s`] += 1;
      this.#included.bytes += bytes;
      this.#sample.takeIn({ path: pathOf(place, found.stats), bytes });
    }
  }

  /** A file or link that is left out, also because its folder is. */
  addLeftOut(stats: FileStats, by: LeftOutBy): void {
    const sum = this.#leftOut.get(by) ?? { files: 0, bytes: 0 };
    sum.files += 1;
    sum.bytes += stats.isFile() ? Number(stats.size) : 0;
    this.#leftOut.set(by, sum);
  }

  preview(): FolderPreview {
    const byPattern = [...this.#leftOut].map(([{ rule, text }, sum]) => ({
      pattern: text,
      rule,
      ...sum,
    }));
    const sumOf = (key: "files" | "bytes") => byPattern.reduce((sum, each) => sum + each[key], 0);
    return {
      included: { ...this.#included },
      excluded: { files: sumOf("files"), bytes: sumOf("bytes"), byPattern },
      skipped: this.#skipped,
      skippedTotal: this.#skippedTotal,
      sample: this.#sample.read(),
      cut: this.#isCut,
    };
  }

  #leaveOut({ place, stats, by }: LeftOutFolder): void {
    const isFolder = stats.isDirectory();
    if (!isFolder) this.addLeftOut(stats, by);
    else if (this.leftOutFolders.length < leftOutFoldersMax) {
      this.leftOutFolders.push({ place, stats, by });
    } else this.#isCut = true;
    const bytes = stats.isFile() ? Number(stats.size) : 0;
    this.#sample.leaveOut({ path: pathOf(place, stats), bytes, why: by.text });
  }

  #skip(place: Place, why: string): void {
    this.#skippedTotal += 1;
    if (this.#skipped.length < skippedListedMax) {
      this.#skipped.push({ path: visibleName(place.parts.join("/")), why });
    }
  }
}

/** Below the source's folder; a folder ends in `/`, the source's own is `./`. */
function pathOf(place: Place, stats: FileStats): string {
  const path = visibleName(place.parts.join("/")) || ".";
  return stats.isDirectory() ? `${path}/` : path;
}

/** A warning without the path that stands beside it. */
function whyOf({ facts, message }: Failure): string {
  if (typeof facts !== "object" || facts === null) return message;
  if ("found" in facts) return String(facts.found);
  return "detail" in facts ? String(facts.detail) : "gone while the folder was read";
}
