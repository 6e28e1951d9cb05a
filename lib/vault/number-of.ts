import { hash } from "node:crypto";

/** 52 bits of a digest, never 0: of a million texts two fall together once in nine thousand times. */
export function numberOf(text: string): number {
  const digest = hash("sha256", text, "buffer");
  return digest.readUIntLE(0, 6) * 16 + (digest.readUInt8(6) & 15) || 1;
}
