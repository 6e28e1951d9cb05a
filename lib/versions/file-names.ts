import { archiveName } from "#lib/entries";

/** A version as a file is called after it. */
export interface Named {
  device: string;
  number: number;
  /** Whether it is what the device says now, and no other of the same device stands beside it. */
  alone: boolean;
}

/** What some file systems refuse in a name, and what could reorder the text around it. */
const refused =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Names that Windows keeps for itself, whatever follows them after a dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * Names of files that every file system takes, `core-1.cfg` or `core-1-version-3.cfg`, none twice
 * whatever the case.
 */
export function fileNames(versions: readonly Named[]): string[] {
  const taken = new Set<string>();
  return versions.map(({ device, number, alone }) => {
    const plain = archiveName(Buffer.from(device)).text.replace(refused, "_");
    const stem =
      plain
        .replace(reserved, "$&_")
        .replace(/^\.+/, "_")
        .replace(/[. ]+$/, "") || "_";
    const wanted = alone ? stem : `${stem}-version-${number}`;
    let name = `${wanted}.cfg`;
    for (let twin = 2; taken.has(name.toLowerCase()); twin += 1) name = `${wanted}~${twin}.cfg`;
    taken.add(name.toLowerCase());
    return name;
  });
}
