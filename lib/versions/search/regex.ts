/** Whether `A` is another letter than `a`, and all places in a line instead of the first. */
const flagsOf = (matchCase: boolean) => (matchCase ? "g" : "gi");

/** A regular expression for the lines of a text; it is a whole line where `whole` says so. */
export function regexOf(
  { text, whole }: { text: string; whole: boolean },
  matchCase: boolean,
): RegExp {
  return new RegExp(whole ? `^\\s*(?:${text})\\s*$` : text, flagsOf(matchCase));
}

/** Why a text is no regular expression, as a sentence; `null`: it is one. */
export function regexProblem(text: string): string | null {
  try {
    // Alone, as one that closes a group it never opened is none, whatever it is put into.
    regexOf({ text, whole: false }, true);
    return null;
  } catch (error) {
    const says = error instanceof Error ? error.message : "";
    const why = says.slice(says.lastIndexOf(": ") + 1).trim() || "It cannot be read";
    return `This is no regular expression: ${why.charAt(0).toLowerCase()}${why.slice(1)}.`;
  }
}
