import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import {
  asFailure,
  type FactsOf,
  type Failure,
  type FailureReport,
  fail,
  isFailure,
} from "#lib/failures";
import { checkOrigin, viewer } from "../guard.ts";
import { requestFacts, webProcess } from "../web-process.ts";

/** What an action answers: its value, or what went wrong as sentences for the page. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      failure: FailureReport;
      /** A problem for each field that has one, by its path: `name`, `sources.0.config.path`. */
      fields?: Record<string, string>;
      /** An address inside the network that was refused, and that a person may allow. */
      allow?: string;
    };

/**
 * Makes a server action out of a use case: checks where the request comes from, finds out who asks,
 * parses what was sent, and turns failures into values that the page shows in place.
 *
 * @param schema of the input; a form is read as its fields
 * @param run one call into a room, then what the page has to refresh; a redirect passes through
 */
export function action<S extends z.ZodType, T>(
  schema: S,
  run: (ctx: Context, input: z.output<S>) => Promise<T>,
): (input: z.input<S> | FormData) => Promise<ActionResult<T>> {
  return (input) =>
    answer(async () => {
      await checkOrigin();
      const found = await viewer();
      if (!found) throw fail("signed-out", {});
      const given = input instanceof FormData ? Object.fromEntries(input) : input;
      return run(found.ctx, parseInput(schema, given));
    });
}

/**
 * Runs what an action does and answers with its value or its failure. An error nobody foresaw is
 * logged under the request's id, and the page shows the id alone.
 */
export async function answer<T>(run: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    unstable_rethrow(error);
    const fields = problemsOf(error);
    const failure = (await known(error)).report();
    const allow = isFailure(error, "address-private") ? { allow: addressOf(error) } : {};
    return { ok: false, failure, ...(fields ? { fields } : {}), ...allow };
  }
}

async function known(error: unknown) {
  const failure = asFailure(error);
  if (failure.causeName !== "unexpected") return failure;
  const { id } = await requestFacts();
  webProcess().log.error("action failed", { request: id, error: failure });
  return fail("unexpected", { detail: `request ${id}` });
}

/** The first problem of each field; `null` when no field is to blame. */
function problemsOf(error: unknown): Record<string, string> | null {
  if (!isFailure(error, "invalid")) return null;
  const { problems } = error.facts as { problems: readonly { field: string; problem: string }[] };
  const first = new Map<string, string>(); // in the order of the form, which begins at the first
  for (const { field, problem } of problems) if (!first.has(field)) first.set(field, problem);
  return Object.fromEntries(first);
}

function addressOf({ facts }: Failure): string {
  return (facts as FactsOf<"address-private">).address;
}
