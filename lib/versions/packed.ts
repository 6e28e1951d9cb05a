import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";

/** A stored text on its way to the thread. */
export interface PackedText {
  /** What it is known by to who sent it. */
  id: string;
  platform: string;
  sha256: string;
  deflated: Uint8Array;
}

/** A text that unpacks to more was not stored by us. */
const textBytesMax = 64_000_000;

/** A text as it was stored; `null`: it is damaged. Blocks. */
export function unpack({ deflated, sha256 }: PackedText): string | null {
  try {
    const content = inflateRawSync(deflated, { maxOutputLength: textBytesMax });
    if (createHash("sha256").update(content).digest("hex") !== sha256) return null;
    return content.toString("utf8");
  } catch {
    return null; // cut short or overwritten
  }
}
