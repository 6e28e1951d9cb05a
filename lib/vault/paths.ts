import { manifestName } from "./manifest.ts";
import { numberOf } from "./number-of.ts";
import { NumberTable } from "./number-table.ts";

/** What a path was taken for; `none`: it was given back. */
const taken = { none: 0, folder: 1, passedThrough: 2, other: 3 } as const;

/**
 * The paths of one archive. Names that were escaped, or that differ in bytes only, can come out the
 * same; the second one then gets `~2` at its end, and the manifest keeps the bytes of its name. Paths are
 * remembered as numbers; where two of them fall together, one has a `~2` that it did not need.
 */
export class Paths {
  readonly #taken = new NumberTable();
  /** The folder that was asked for last, and where it lies: what it holds comes in a row. */
  #folder = { asked: "", place: "" };

  constructor() {
    this.#taken.set(numberOf(manifestName), taken.other);
  }

  /** The path under which an entry can stand; the same one where nothing is in its way. */
  free(path: string, isFolder: boolean): string {
    return this.#beside(path, (is) => {
      return is !== taken.none && !(isFolder && is === taken.passedThrough);
    });
  }

  /** Takes a path that `free` gave, and every folder above it. */
  take(path: string, isFolder: boolean): void {
    this.#taken.set(numberOf(path), isFolder ? taken.folder : taken.other);
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const above = numberOf(path.slice(0, at));
      if (this.#taken.get(above)) return;
      this.#taken.set(above, taken.passedThrough);
    }
  }

  /** Gives the path of a file back that was left out after all. */
  giveBack(path: string): void {
    this.#taken.set(numberOf(path), taken.none);
  }

  /** Where a folder lies on whose way to an entry it is. */
  #folderAt(path: string): string {
    if (path === "" || path === this.#folder.asked) return path && this.#folder.place;
    const place = this.#beside(path, (is) => is === taken.other);
    this.#folder = { asked: path, place };
    return place;
  }

  /** The path itself, or a twin of it where something is in the way. */
  #beside(path: string, isInTheWay: (is: number) => boolean): string {
    const end = path.lastIndexOf("/");
    const folder = this.#folderAt(path.slice(0, Math.max(end, 0)));
    const name = path.slice(end + 1);
    const base = folder === "" ? name : `${folder}/${name}`;
    let place = base;
    for (let n = 2; isInTheWay(this.#taken.get(numberOf(place)) ?? taken.none); n++) {
      place = twin(base, n);
    }
    return place;
  }
}

/** What common file systems allow for one part of a path, in bytes. */
const partBytesMax = 255;

/** A path with `~n` at its end; its last part is cut where file systems would find it too long. */
function twin(path: string, n: number): string {
  const suffix = `~${n}`;
  const begin = path.lastIndexOf("/") + 1;
  const part = Buffer.from(path.slice(begin));
  const room = partBytesMax - suffix.length;
  if (part.length <= room) return path + suffix;
  const kept = new TextDecoder().decode(part.subarray(0, room), { stream: true });
  return path.slice(0, begin) + kept + suffix;
}
