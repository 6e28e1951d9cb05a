"use server";

import { z } from "zod";
import { compareVersionsRange } from "#lib/versions";
import { action } from "../../action.ts";

const place = z.int().min(0);

/** Rows of a comparison that the page left out. */
export const openGapAction = action(
  z.object({
    a: z.string().max(64),
    b: z.string().max(64),
    withVolatile: z.boolean(),
    from: place,
    to: place,
  }),
  (ctx, { from, to, ...pair }) => compareVersionsRange(ctx, pair, { from, to }),
);
