const bytesUsual = 8 * 1024 * 1024;
const newline = 0x0a;

/**
 * Lines of listings that somebody looked through. Parts of archives that follow each other have most
 * lines in common; looking a line up takes a small part of what parsing it does. It forgets the
 * oldest, so that memory stays bounded: what it forgot is parsed once more.
 */
export class SeenLines {
  #young = new Set<string>();
  #old = new Set<string>();
  #youngBytes = 0;
  readonly #bytesMin: number;

  /** @param bytesMin so many bytes of lines at least are held, twice as many at most */
  constructor(bytesMin = bytesUsual) {
    this.#bytesMin = bytesMin;
  }

  /**
   * The lines of a part that were not seen, each with its end. Whoever has dealt with one takes it in
   * by `add`.
   */
  *unseen(part: Buffer): Generator<{ line: Buffer; text: string }> {
    for (let begin = 0; begin < part.length; ) {
      const found = part.indexOf(newline, begin);
      const end = found < 0 ? part.length : found + 1;
      const text = part.toString("latin1", begin, end); // any bytes, one character each
      if (!this.#has(text)) yield { line: part.subarray(begin, end), text };
      begin = end;
    }
  }

  add(text: string): void {
    if (this.#youngBytes >= this.#bytesMin) {
      this.#old = this.#young;
      this.#young = new Set();
      this.#youngBytes = 0;
    }
    this.#young.add(text);
    this.#youngBytes += text.length;
  }

  #has(text: string): boolean {
    if (this.#young.has(text)) return true;
    if (!this.#old.has(text)) return false;
    this.add(text); // needed still
    return true;
  }
}
