/**
 * Rules of an entry's path inside an archive.
 *
 * File systems hold names as bytes; a ZIP holds UTF-8 text with `/` between parts. A name that is
 * not UTF-8, that holds a backslash (which unpackers take for a separator) or ends like `;1` (which
 * Info-ZIP takes for a version number and drops), is escaped byte by byte as `%HH`, and its bytes
 * stand in the manifest. What grows too long by that is cut.
 */

import { createHash } from "node:crypto";

/**
 * Longest escaped name, in bytes: common file systems allow 255 for one part of a path, and what
 * tells twins apart has to fit behind it.
 */
const escapedBytesMax = 240;

/** One part of a path as archive text, and its bytes where they had to be escaped. */
export interface ArchiveName {
  text: string;
  bytes: Buffer | null;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The archive's text for one name as the file system gives it (a single part, no `/`). */
export function archiveName(bytes: Buffer): ArchiveName {
  const text = asText(bytes);
  if (text !== null && !misread.test(text)) return { text, bytes: null };
  const whole = escaped(bytes);
  if (whole.length <= escapedBytesMax) return { text: whole, bytes };
  const begin = whole.slice(0, escapedBytesMax - 9).replace(/%.?$/, "");
  return { text: `${begin}~${digits(bytes)}`, bytes };
}

/** Eight digits that tell long names apart that begin alike. */
function digits(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 8);
}

/** What unpackers take for something else than a part of a name. */
const misread = /\\|;\d*$/;

/** Where a link points as text; a target that is not UTF-8 is escaped as names are. */
export function linkText(target: Buffer): ArchiveName {
  const text = asText(target);
  return text === null ? { text: escaped(target), bytes: target } : { text, bytes: null };
}

function asText(bytes: Buffer): string | null {
  try {
    const text = decoder.decode(bytes);
    return Buffer.from(text).equals(bytes) ? text : null; // a byte order mark is lost on the way
  } catch {
    return null; // not UTF-8
  }
}

function escaped(bytes: Buffer): string {
  let text = "";
  for (const byte of bytes) {
    const plain = byte >= 0x20 && byte < 0x7f && !escapedBytes.has(byte);
    text += plain
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return text;
}

const escapedBytes = new Set(Buffer.from("\\%;"));

/** Whether a path may stand in an archive: relative, no empty part, no `.` or `..`, no backslash, no NUL. */
export function isSafeArchivePath(path: string): boolean {
  if (path === "" || path.includes("\\") || path.includes("\0")) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

/**
 * A name for a screen or a terminal: control and bidirectional characters become visible escapes,
 * so that a file name can neither move the cursor nor reorder what surrounds it.
 */
export function visibleName(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to make visible
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
