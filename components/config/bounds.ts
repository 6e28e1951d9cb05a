/** The page comes with this much of a text, where a link to a line leads at once; more is fetched. */
export const firstLinesMax = 25_000;
/** So much where each line has more beside it than its number. */
export const blamedLinesMax = 1_000;
const firstCharsMax = 2_000_000;
/** More are not drawn: a browser would spend seconds on them. The download has all. */
export const drawnLinesMax = 50_000;
/** From here on words have no colours, which costs a browser half of the work. */
export const colouredLinesMax = 8_000;
/** As many lines are laid out together, and only while they are near. */
export const blockLines = 100;

/** The lines of a text; the line break that ends it begins none. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n", drawnLinesMax + 1);
  if (lines.length <= drawnLinesMax && lines.at(-1) === "") lines.pop();
  return lines.slice(0, drawnLinesMax);
}

/** The first part of a text: whole lines, unless its first alone is too long. */
export function firstLines(text: string, linesMax = firstLinesMax): string {
  const lines = linesOf(text).slice(0, linesMax);
  let chars = 0;
  const fitting = lines.findIndex((line) => {
    chars += line.length + 1;
    return chars > firstCharsMax;
  });
  return (fitting < 0 ? lines : lines.slice(0, fitting)).join("\n");
}

/** The number of the line that an address points at, as `#L12`; `null`: none. */
export function lineOfHash(hash: string): number | null {
  const number = Number(/^#L(\d{1,8})$/.exec(hash)?.[1] ?? 0);
  return number > 0 ? number : null;
}
