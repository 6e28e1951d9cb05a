import type { z } from "zod";
import { fail } from "#lib/failures";

/**
 * What a form, a command or a caller gives, checked against its schema.
 *
 * @throws Failure `invalid` that names each field with its problem
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({
    field: issue.path.map(String).join("."),
    problem: issue.message,
  }));
  throw fail("invalid", { problems });
}
