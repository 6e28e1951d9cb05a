import { asFailure } from "#lib/failures";
import type { Stage, StageResult, Watch } from "./attempt.ts";

/** The parts of one attempt as they happen, each with its time. */
export class Stages {
  readonly results: StageResult[] = [];
  readonly #watch: Watch;

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  /**
   * Runs one part; `says` tells what it found, `isGood` whether that is as it should be. What it
   * throws is that part's end and passed on.
   */
  async run<T>(
    stage: Stage,
    work: () => Promise<T>,
    says: (value: T) => string,
    isGood: (value: T) => boolean = () => true,
  ): Promise<T> {
    const beganMs = performance.now();
    this.#watch.begins?.(stage);
    const end = (good: boolean, text: string) => {
      const ms = Math.round(performance.now() - beganMs);
      const result = { stage, ms, says: text, good };
      this.results.push(result);
      this.#watch.stage?.(result);
    };
    try {
      const value = await work();
      end(isGood(value), says(value));
      return value;
    } catch (error) {
      if (!this.#watch.signal.aborted) end(false, asFailure(error).message);
      throw error;
    }
  }
}
