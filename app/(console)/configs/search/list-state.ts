import { z } from "zod";
import { platformIds } from "#lib/platforms/schema";
import { regexProblem, type SearchCondition } from "#lib/versions/schema";
import { Word } from "../../list-state.ts";

/** As many conditions the form has. */
export const rowsMax = 5;

const kinds = ["contains", "lacks", "contains-line", "lacks-line"] as const;
/** A parameter that stands in the address once, several times or not at all. */
const list = <O>(of: z.ZodType<O, string>) =>
  z
    .union([z.array(z.string()), z.string()])
    .optional()
    .transform((given) => [given ?? []].flat().slice(0, rowsMax))
    .pipe(z.array(of));

/** A search as its address says: the nth kind belongs to the nth text. */
export const SearchState = z
  .object({
    is: list(z.enum(kinds).catch("contains")),
    text: list(z.string().max(200).catch("")),
    case: z.literal("1").optional().catch(undefined),
    /** The texts are regular expressions. */
    regex: z.literal("1").optional().catch(undefined),
    platform: z.enum(platformIds).optional().catch(undefined),
    tag: Word,
    site: Word,
  })
  .transform(({ is, text, ...rest }) => ({
    ...rest,
    conditions: text.map((each, index): SearchCondition => {
      const kind = is[index] ?? "contains";
      return {
        is: kind.startsWith("lacks") ? "lacks" : "contains",
        text: each,
        whole: kind.endsWith("-line"),
      };
    }),
  }));
export type SearchState = z.output<typeof SearchState>;

/** The conditions that say something. */
export function conditionsOf({ conditions }: SearchState): SearchCondition[] {
  return conditions.filter(({ text }) => text.trim() !== "");
}

/** What is wrong with each text, in order; `null`: nothing. */
export function problemsOf({
  texts,
  regex,
}: {
  texts: readonly string[];
  regex: boolean;
}): (string | null)[] {
  return texts.map((text) => (regex && text.trim() !== "" ? regexProblem(text) : null));
}

/** How a condition is spelled in the form and in the address. */
export function kindOf({ is, whole }: SearchCondition): (typeof kinds)[number] {
  return whole ? `${is}-line` : is;
}
