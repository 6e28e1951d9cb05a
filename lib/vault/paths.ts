import { manifestName } from "./manifest.ts";

type Taken = "folder" | "passed through" | "other";

/**
 * The paths of one archive. Names that were escaped, or that differ in bytes only, can come out the
 * same; the second one then gets `~2` at its end, and the manifest keeps the bytes of its name.
 */
export class Paths {
  readonly #taken = new Map<string, Taken>([[manifestName, "other"]]);

  /** The path under which an entry can stand; the same one where nothing is in its way. */
  free(path: string, isFolder: boolean): string {
    const parts = path.split("/");
    let place = "";
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1;
      const base = place === "" ? part : `${place}/${part}`;
      place = base;
      for (let n = 2; this.#isInTheWay(place, { isLast, isFolder }); n++) place = twin(base, n);
    }
    return place;
  }

  /** Takes a path that `free` gave, and every folder above it. */
  take(path: string, isFolder: boolean): void {
    this.#taken.set(path, isFolder ? "folder" : "other");
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const above = path.slice(0, at);
      if (this.#taken.has(above)) return;
      this.#taken.set(above, "passed through");
    }
  }

  /** Gives the path of a file back that was left out after all. */
  giveBack(path: string): void {
    this.#taken.delete(path);
  }

  #isInTheWay(place: string, entry: { isLast: boolean; isFolder: boolean }): boolean {
    const taken = this.#taken.get(place);
    if (taken === undefined) return false;
    if (!entry.isLast) return taken === "other";
    return !(entry.isFolder && taken === "passed through");
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
