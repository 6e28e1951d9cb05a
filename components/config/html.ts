import { type ConfigWord, configWords, seenWords } from "./words.ts";

/**
 * Lines of a configuration as HTML. A long text has tens of thousands of them, and an element of React
 * for each would cost a browser seconds; everything a device said goes through `escaped` here.
 */

/** How the words of a line look; secrets that were taken out are hatched. */
export const wordLooks: Record<Exclude<ConfigWord["kind"], "plain">, string> = {
  keyword: "text-code-keyword",
  value: "text-code-value",
  comment: "text-code-comment",
  redacted: "code-redacted",
  hidden: "code-hidden",
};

/** Lines as items of a list, each with its number as a link to itself; `from` is the first's number. */
export function linesHtml(
  lines: readonly string[],
  { from, coloured }: { from: number; coloured: boolean },
): string {
  let html = "";
  for (const [index, line] of lines.entries()) {
    const number = from + index;
    // By key one goes to a line with its number; each as a stop would be thousands.
    const link = `<a href="#L${number}" tabindex="-1">${number}</a>`;
    html += `<li id="L${number}">${link}${lineHtml(line, coloured)}</li>`;
  }
  return html;
}

/** The words of one line; without colours what cannot be seen and what was taken out still stand out. */
export function lineHtml(line: string, coloured = true): string {
  let html = "";
  for (const { kind, text } of coloured ? configWords(line) : seenWords(line)) {
    const safe = escaped(text);
    html += kind === "plain" ? safe : `<span class="${wordLooks[kind]}">${safe}</span>`;
  }
  return html;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text that means nothing to a browser but itself. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
