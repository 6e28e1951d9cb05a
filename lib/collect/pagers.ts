/**
 * How devices ask whether to go on, on the last line of what is shown. Not tied to the line's
 * beginning: some print it behind half a line of text.
 */
export const pagers: readonly RegExp[] = [
  /-{2,} ?\(?more\b[^\n]{0,80}$/i,
  /^More(?:: <space>|\? \[).*$/,
  /<-{2,} ?More ?-{2,}>\s*$/,
  /Press (?:any key|<?SPACE>?|Q to quit).*$/,
  /\blines \d+-\d+.{0,30}$/,
  /next page.*$/i,
  /\[Q quit\|D dump.*\]$/,
  /-{2,}\(less.*$/,
];

/** One page more; a line feed would give a single line. */
export const nextPage = " ";
