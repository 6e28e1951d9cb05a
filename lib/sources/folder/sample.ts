import type { FolderPreview } from "../schema.ts";

type Line = FolderPreview["sample"][number];

/** As many lines a sample has. */
export const sampleMax = 200;
/** More lines from one folder, or left out for one reason, come only where there is room for them. */
const alikeMax = 20;

/** Some of what a preview sees, from many folders and for many reasons. */
export class Sample {
  readonly #in = new Lines();
  readonly #out = new Lines();

  takeIn(line: Omit<Line, "in" | "why">): void {
    const folder = line.path.slice(0, line.path.replace(/\/$/, "").lastIndexOf("/") + 1);
    this.#in.add({ ...line, in: true }, folder);
  }

  leaveOut(line: Omit<Line, "in"> & { why: string }): void {
    this.#out.add({ ...line, in: false }, line.why);
  }

  /** Half in and half out where there is enough of both; sorted by path. */
  read(): Line[] {
    const [taken, left] = [this.#in.read(), this.#out.read()];
    const out = left.slice(0, Math.max(sampleMax / 2, sampleMax - taken.length));
    const lines = [...taken.slice(0, sampleMax - out.length), ...out];
    return lines.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/** The first lines of each sort, then more of the same. */
class Lines {
  readonly #first: Line[] = [];
  readonly #more: Line[] = [];
  readonly #counts = new Map<string, number>();

  add(line: Line, alike: string): void {
    if (this.#first.length >= sampleMax) return;
    const count = this.#counts.get(alike) ?? 0;
    if (count < alikeMax) {
      this.#counts.set(alike, count + 1);
      this.#first.push(line);
    } else if (this.#more.length < sampleMax) this.#more.push(line);
  }

  read(): Line[] {
    return [...this.#first, ...this.#more].slice(0, sampleMax);
  }
}
