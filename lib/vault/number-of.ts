import { hash } from "node:crypto";

/** 52 bits of a digest: of a million texts two fall together once in nine thousand times. */
export function numberOf(text: string): number {
  return Number.parseInt(hash("sha256", text).slice(0, 13), 16);
}
