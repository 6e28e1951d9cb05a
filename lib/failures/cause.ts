/** What every caller needs to know about one way of failing; `F` are the facts its sentence is made of. */
export interface Cause<F = never> {
  /** `warning`: the run goes on without the thing named. `failed`: the operation ended. */
  severity: "warning" | "failed";
  /** Whether the same attempt may succeed later without anybody changing anything. */
  retry: boolean;
  /** Exit code of the command line, in restic's numbers. */
  exit: number;
  /** Status of an HTTP answer. */
  http: number;
  /** What happened, as one sentence for a person. Facts never hold secrets. */
  says: (facts: F) => string;
  /** What that person does next. */
  next: string;
}

/** Facts of a cause about one path on this machine. */
export interface PathFacts {
  path: string;
}

/** Facts of a cause that passes on a message of the system below. */
export interface DetailFacts {
  detail: string;
}
