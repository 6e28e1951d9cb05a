/** Why Windows cannot hold a name, in the order in which it is looked for. */
export const windowsReasons = ["character", "reserved", "ending", "case", "long"] as const;
export type WindowsReason = (typeof windowsReasons)[number];

/** Names that Windows cannot hold, as an archive counts them. */
export interface WindowsNames {
  /** How many there are. */
  count: number;
  /** The same by their reasons. */
  reasons: Partial<Record<WindowsReason, number>>;
  /** The first few. */
  examples: { path: string; reason: WindowsReason }[];
}

/** As Windows counts a path by default, in UTF-16 units with what ends it. */
const pathUnitsMax = 260;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Windows refuses
const characters = /[<>:"|?*\\\u0000-\u001f]/;
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9¹²³])(?: *\.|$)/i;

/** Why Windows cannot hold one part of a path; `null`: by itself it can. */
export function windowsProblem(name: string): WindowsReason | null {
  if (characters.test(name)) return "character";
  if (reserved.test(name)) return "reserved";
  return /[. ]$/.test(name) ? "ending" : null;
}

/** Whether Windows finds a path too long, even in a folder at the root of a disk. */
export function isLongOnWindows(path: string): boolean {
  return path.length >= pathUnitsMax;
}

/** What a name is for Windows: two that are the same here are one file there. */
export function foldedForWindows(name: string): string {
  return name.toUpperCase();
}
