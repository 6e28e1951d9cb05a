import type { Cause } from "./cause.ts";
import { type CauseName, causes, type FactsOf } from "./causes.ts";

/** A failure as every surface shows it: plain data, without stack or secret. */
export interface FailureReport {
  cause: CauseName;
  sentence: string;
  next: string;
}

/** One failed operation with its cause, thrown by any room and shown by any surface. */
export class Failure extends Error {
  readonly causeName: CauseName;
  readonly facts: unknown;

  constructor(cause: CauseName, facts: unknown, options?: ErrorOptions) {
    // The table types each sentence by its own facts; `fail` is the only typed way in.
    super((causes[cause] as unknown as Cause<unknown>).says(facts), options);
    this.name = "Failure";
    this.causeName = cause;
    this.facts = facts;
  }

  get next(): string {
    return causes[this.causeName].next;
  }
  get exit(): number {
    return causes[this.causeName].exit;
  }
  get http(): number {
    return causes[this.causeName].http;
  }
  get retry(): boolean {
    return causes[this.causeName].retry;
  }

  /** The plain form for databases, answers and standard error. */
  report(): FailureReport {
    return { cause: this.causeName, sentence: this.message, next: this.next };
  }
}

/** Makes the failure of one cause: `throw fail("disk-full", { path }, { cause: error })`. */
export function fail<C extends CauseName>(
  cause: C,
  facts: FactsOf<C>,
  options?: ErrorOptions,
): Failure {
  return new Failure(cause, facts, options);
}

/** Whether a thrown value is a failure, of one cause if given. */
export function isFailure(error: unknown, cause?: CauseName): error is Failure {
  return error instanceof Failure && (cause === undefined || error.causeName === cause);
}

/** Any thrown value as a failure: itself, or `unexpected` with its message. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new Failure("unexpected", { detail }, { cause: error });
}

/**
 * An error of a file operation as the vault's failure: full, read-only, or what the system said.
 * Failures pass through unchanged.
 */
export function asDiskFailure(error: unknown, path: string): Failure {
  if (error instanceof Failure) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (
    code === "ENOSPC" ||
    code === "EDQUOT" ||
    /SQLITE_FULL|disk is full/.test(`${code} ${error}`)
  ) {
    return fail("disk-full", { path }, { cause: error });
  }
  if (code === "EFBIG") return fail("file-too-large", { path }, { cause: error });
  if (code === "EROFS") return fail("disk-read-only", { path }, { cause: error });
  return fail("disk-error", { path, detail: code || String(error) }, { cause: error });
}
