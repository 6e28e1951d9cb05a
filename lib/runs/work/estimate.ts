import { stepKey } from "../find.ts";
import type { RunProgress, StepKind } from "../schema.ts";

/** An entry costs time besides its bytes: as much as this many of them. */
const bytesPerEntry = 8_192;
/** A rate is believed after this long. */
const rateAfterMs = 1_000;

type Step = { kind: StepKind; name: string };

/**
 * How far a run is and how long it will take, from what is known: the counted totals, the rate of
 * the step under way, and how long the later steps usually took. What is not known is `null`.
 */
export class Estimate {
  #total: { entries: number; bytes: number } | null = null;
  #done = { entries: 0, bytes: 0 };
  #step: Step | null = null;
  #stepStartMs = 0;
  #archivedMs: number | null = null;
  readonly #usual: ReadonlyMap<string, number>;
  readonly #nowMs: () => number;

  constructor(usual: ReadonlyMap<string, number>, nowMs: () => number = () => performance.now()) {
    this.#usual = usual;
    this.#nowMs = nowMs;
  }

  /** The sources were counted: this much goes into the archive, and is read back after. */
  setTotal(total: { entries: number; bytes: number }): void {
    this.#total = total;
  }

  begin(step: Step): void {
    this.#step = step;
    this.#stepStartMs = this.#nowMs();
    this.#done = { entries: 0, bytes: 0 };
  }

  end(step: Step): void {
    if (step.kind === "archive") this.#archivedMs = this.#nowMs() - this.#stepStartMs;
  }

  moved(more: { entries: number; bytes: number }): void {
    this.#done.entries += more.entries;
    this.#done.bytes += more.bytes;
  }

  read(): Omit<RunProgress, "step"> {
    const total = this.#total;
    const counts = {
      entriesDone: this.#done.entries,
      bytesDone: this.#done.bytes,
      entriesTotal: total?.entries ?? null,
      bytesTotal: total?.bytes ?? null,
    };
    const share = this.#shareOfStep();
    if (share === null || !this.#step) return { ...counts, fraction: null, remainingMs: null };
    const [archiveMs, verifyMs] = this.#shape();
    const verifying = this.#step.kind === "verify";
    const doneMs = verifying ? archiveMs + share * verifyMs : share * archiveMs;
    const fraction = Math.min(doneMs / (archiveMs + verifyMs), 1);
    return { ...counts, fraction, remainingMs: this.#remainingMs(share) };
  }

  /** How much of the step under way is done, 0 to 1; `null` in steps whose length is not known. */
  #shareOfStep(): number | null {
    const kind = this.#step?.kind;
    if (kind === "retention") return 1;
    if (!this.#total || (kind !== "archive" && kind !== "verify")) return null;
    const all = units(this.#total);
    return all === 0 ? 1 : Math.min(units(this.#done) / all, 1);
  }

  /** How long archiving and reading back take beside each other: measured, usual, or even. */
  #shape(): [number, number] {
    const archive = this.#archivedMs ?? this.#usual.get(archiveKey);
    const verify = this.#usual.get(verifyKey);
    return archive && verify ? [archive, verify] : [1, 1];
  }

  #remainingMs(share: number): number | null {
    const elapsed = this.#nowMs() - this.#stepStartMs;
    if (this.#step?.kind === "retention") return 0;
    if (share === 0 || elapsed < rateAfterMs) return null;
    const restOfStep = (elapsed / share) * (1 - share);
    if (this.#step?.kind === "verify") return Math.round(restOfStep);
    const verify = this.#usual.get(verifyKey) ?? elapsed / share; // reading back is no slower than writing
    return Math.round(restOfStep + verify);
  }
}

const archiveKey = stepKey({ kind: "archive", name: "Archive" });
const verifyKey = stepKey({ kind: "verify", name: "Verify" });

function units(done: { entries: number; bytes: number }): number {
  return done.bytes + done.entries * bytesPerEntry;
}
