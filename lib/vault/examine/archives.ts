import { listManifests } from "../blocks/live-blocks.ts";
import { Damage } from "../damage.ts";
import { ReadDigests } from "../digests/read-digests.ts";
import { checkEntry } from "../listing/check-entry.ts";
import { type Manifest, type Part, readManifest } from "../listing/manifest-file.ts";
import { readPart } from "../listing/read-listing.ts";
import { isListing, type OpenListing } from "../listing/with-manifest.ts";
import { isCode, type VaultPlace } from "../place.ts";

/** So many of the entries that damage touches are named, of one part and of one archive. */
const pathsOfPartMax = 20;
const pathsMax = 50;

/** An archive as the installation remembers it. */
export interface ExpectedArchive {
  file: string;
  /** As `keep` returned it. */
  sha256: string;
}

/** An archive that cannot be read back whole. */
export interface DamagedArchive {
  file: string;
  /** What was found first. */
  detail: string;
  /** Paths of entries that are touched: the first 50. */
  paths: string[];
  /** How many entries are touched, those included that a lost part of the listing named. */
  entries: number;
}

/** A plan's list of manifests that is not what it should be. */
export interface AlteredList {
  /** The plan's id. */
  plan: string;
  /** What was found first. */
  detail: string;
}

type Touched = Omit<DamagedArchive, "file">;

/**
 * Goes through archives of the second version: each manifest against its digest, each part of a
 * listing, each block that an entry needs. A part that archives share is looked through once.
 */
export class ArchiveWalk {
  readonly damaged: DamagedArchive[] = [];
  /** Files of archives of which everything is there. */
  readonly whole: string[] = [];
  /** Lists that do not agree with the manifests they should name. */
  readonly lists: AlteredList[] = [];
  readonly #place: VaultPlace;
  readonly #open: Pick<OpenListing, "index" | "reader">;
  readonly #digests = new Map<string, ReadDigests>();
  readonly #wholeParts = new Set<string>();
  readonly #damagedParts = new Map<string, Touched>();

  constructor(place: VaultPlace, open: Pick<OpenListing, "index" | "reader">) {
    this.#place = place;
    this.#open = open;
  }

  /**
   * @param expected archives that have to be there; those that lie there beside them are looked
   *   through as well
   * @throws errors of the file system; the signal's reason
   */
  async over(expected: readonly ExpectedArchive[], signal: AbortSignal): Promise<void> {
    const known = new Map(expected.map(({ file, sha256 }) => [file, sha256]));
    const files = new Set([...known.keys(), ...(await listManifests(this.#place))]);
    for (const file of [...files].filter(isListing).sort()) {
      signal.throwIfAborted();
      const touched = await this.#archive(file, known.get(file) ?? null, signal);
      if (touched === null) continue;
      if (touched.detail === "") this.whole.push(file);
      else this.damaged.push({ file, ...touched });
    }
  }

  /** `null`: it was let go meanwhile. */
  async #archive(
    file: string,
    sha256: string | null,
    signal: AbortSignal,
  ): Promise<Touched | null> {
    const touched: Touched = { detail: "", paths: [], entries: 0 };
    try {
      const read = await readManifest(this.#place, file);
      if (sha256 !== null && read.sha256 !== sha256) {
        throw new Damage(null, "its manifest is another one than was written for it");
      }
      await this.#compare({ file, ...read }, sha256 !== null);
      for (const part of read.manifest.parts) {
        signal.throwIfAborted();
        add(touched, await this.#part(part));
      }
    } catch (error) {
      if (isCode(error, "ENOENT")) {
        if (sha256 === null) return null;
        add(touched, { detail: "its manifest is missing", paths: [], entries: 0 });
      } else if (error instanceof Damage) {
        add(touched, { detail: error.message, paths: [], entries: 0 });
      } else throw error;
    }
    return touched;
  }

  /** Holds a manifest against the list of its plan. */
  async #compare(
    { file, sha256, manifest }: { file: string; sha256: string; manifest: Manifest },
    isKnown: boolean,
  ): Promise<void> {
    const [, plan = "", name = ""] = file.split("/");
    const list = this.#digests.get(plan) ?? (await ReadDigests.of(this.#place, plan));
    this.#digests.set(plan, list);
    const seen = { name, sha256, follows: manifest.follows };
    if (!isKnown && list.contradicts(seen)) {
      throw new Damage(null, "its manifest is another one than the list of its plan names");
    }
    const detail = list.broken ?? list.lacks(seen);
    if (detail === null || this.lists.some((each) => each.plan === plan)) return;
    this.lists.push({ plan, detail });
  }

  /** `null`: it is whole. */
  async #part(part: Part): Promise<Touched | null> {
    const [id] = part.block;
    if (this.#wholeParts.has(id)) return null;
    const known = this.#damagedParts.get(id);
    if (known) return known;
    const touched = await this.#entries(part);
    if (touched) this.#damagedParts.set(id, touched);
    else this.#wholeParts.add(id);
    return touched;
  }

  async #entries(part: Part): Promise<Touched | null> {
    const touched: Touched = { detail: "", paths: [], entries: 0 };
    try {
      const entries = await readPart(this.#open.reader, part);
      if (entries.length !== part.entries) throw new Damage(null, "a part of it is incomplete");
      for (const entry of entries) {
        try {
          await checkEntry(this.#open, entry, false);
        } catch (error) {
          if (!(error instanceof Damage)) throw error;
          touched.detail ||= error.message;
          touched.entries += 1;
          if (touched.paths.length < pathsOfPartMax) touched.paths.push(entry.path);
        }
      }
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      return { detail: `its listing: ${error.message}`, paths: [], entries: part.entries };
    }
    return touched.detail === "" ? null : touched;
  }
}

/** Packs of which every block would be unpacked. */

function add(sum: Touched, more: Touched | null): void {
  if (!more) return;
  sum.detail ||= more.detail;
  sum.entries += more.entries;
  sum.paths.push(...more.paths.slice(0, pathsMax - sum.paths.length));
}
