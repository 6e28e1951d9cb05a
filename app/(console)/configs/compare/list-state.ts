import { z } from "zod";
import { addressWith } from "../../list-state.ts";

const id = z.string().max(64).optional().catch(undefined);

/** Which versions are compared, as the address says. */
export const PairState = z.object({
  /** The id of a version; absent: the one before `b`. */
  a: id,
  b: id,
  /** Lines that differ although nobody changed anything are shown. */
  volatile: z.literal("1").optional().catch(undefined),
});
export type PairState = z.infer<typeof PairState>;

export function pairAddress({ a, b, volatile }: PairState): string {
  return addressWith("/configs/compare", { a, b, volatile });
}
