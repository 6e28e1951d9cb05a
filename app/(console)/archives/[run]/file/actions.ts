"use server";

import { z } from "zod";
import { compareFilesRange } from "#lib/runs";
import { action } from "../../../action.ts";

const place = z.int().min(0);
const run = z.int().min(1);

/** Rows of a comparison that the page left out. */
export const openFileGapAction = action(
  z.object({ path: z.string().max(8_192), a: run, b: run, from: place, to: place }),
  (ctx, { path, a, b, ...rows }) =>
    compareFilesRange(ctx, { path, a: String(a), b: String(b) }, rows),
);
