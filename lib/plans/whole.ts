import { z } from "zod";

/** A whole number within bounds, with one sentence for everything else. */
export function whole(sentence: string, bounds: { min: number; max: number }) {
  return z.int(sentence).min(bounds.min, sentence).max(bounds.max, sentence);
}
