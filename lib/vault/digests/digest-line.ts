import { createHash } from "node:crypto";
import path from "node:path";
import type { VaultPlace } from "../place.ts";

/** The list of a plan's manifests: one line for each archive that was ever written. */
export const listPath = (place: VaultPlace, planId: string) =>
  path.join(place.folder, "digests", `${planId}.txt`);

/** One line of the list. */
export interface DigestLine {
  /** Hash of the line before together with what this one says: no line can be changed alone. */
  link: string;
  /** SHA-256 of the manifest's file, hexadecimal. */
  sha256: string;
  /** Name of the manifest's file, without its folder. */
  name: string;
}

/** What the first line follows. */
export const noLink = "0".repeat(64);

/** The link stands last: what is left of a line that was cut off is never taken for one. */
const shape = /^([0-9a-f]{64}) ([\w-][\w.-]{0,200}) ([0-9a-f]{64})$/;

/** The line that follows the one of a link. */
export function lineAfter(link: string, said: Omit<DigestLine, "link">): DigestLine {
  const { sha256, name } = said;
  const hash = createHash("sha256").update(`${link} ${sha256} ${name}`);
  return { link: hash.digest("hex"), sha256, name };
}

/** A line as it stands in the file. */
export function textOf({ link, sha256, name }: DigestLine): string {
  return `${sha256} ${name} ${link}\n`;
}

/** `null`: it is no line, such as what a power cut left of one. */
export function parseLine(text: string): DigestLine | null {
  const [, sha256, name, link] = shape.exec(text) ?? [];
  return link && sha256 && name ? { link, sha256, name } : null;
}
