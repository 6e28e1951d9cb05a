import type { SlowFile } from "../schema.ts";

/** As many are named. */
const filesMax = 8;
/** What took less is not worth a line. */
const msMin = 10;

/** The files of a run that took longest to read and to store; a few of them, however many there are. */
export class SlowestFiles {
  /** The slowest first. */
  #files: SlowFile[] = [];

  /** Measures the work at one file; several may be at work. */
  async timed<T extends { bytes: number }>(path: string, work: () => Promise<T>): Promise<T> {
    const begunMs = performance.now();
    const done = await work();
    this.see({ path, bytes: done.bytes, ms: performance.now() - begunMs });
    return done;
  }

  see({ path, bytes, ms }: SlowFile): void {
    const last = this.#files.at(-1);
    if (ms < msMin || (this.#files.length >= filesMax && last && ms <= last.ms)) return;
    const at = this.#files.findIndex((other) => other.ms < ms);
    const file = { path, bytes, ms: Math.round(ms) };
    this.#files.splice(at < 0 ? this.#files.length : at, 0, file);
    this.#files.length = Math.min(this.#files.length, filesMax);
  }

  files(): SlowFile[] {
    return [...this.#files];
  }
}
