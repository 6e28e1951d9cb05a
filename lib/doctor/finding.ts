import type { Finding } from "./schema.ts";

type Named = Pick<Finding, "id" | "title">;
type Way = Pick<Finding, "command" | "page">;

export function good(named: Named, sentence: string): Finding {
  return { ...named, state: "good", sentence, remedy: null };
}

/** This machine gives no answer. */
export function unknown(named: Named, why: string): Finding {
  return { ...named, state: "unknown", sentence: `Not known here: ${why}`, remedy: null };
}

export function warning(
  named: Named,
  { sentence, remedy, ...way }: { sentence: string; remedy: string } & Way,
): Finding {
  return { ...named, state: "warning", sentence, remedy, ...way };
}

export function bad(
  named: Named,
  { sentence, remedy, ...way }: { sentence: string; remedy: string } & Way,
): Finding {
  return { ...named, state: "bad", sentence, remedy, ...way };
}
