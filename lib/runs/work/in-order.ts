/**
 * Some pieces of work at once, whose results are seen in the order in which they were begun.
 */
export class InOrder<Of, Result> {
  readonly #most: number;
  readonly #see: (of: Of, result: Result) => void;
  readonly #begun: { of: Of; working: Promise<Result> }[] = [];

  constructor(most: number, see: (of: Of, result: Result) => void) {
    this.#most = most;
    this.#see = see;
  }

  /** Waits while as many as may be are at work. @throws what one begun before threw */
  async put(of: Of, working: Promise<Result>): Promise<void> {
    working.catch(() => {}); // told when its turn comes
    this.#begun.push({ of, working });
    if (this.#begun.length >= this.#most) await this.#next();
  }

  /** @throws what one of them threw */
  async end(): Promise<void> {
    while (this.#begun.length > 0) await this.#next();
  }

  async #next(): Promise<void> {
    const first = this.#begun.shift();
    if (first) this.#see(first.of, await first.working);
  }
}
