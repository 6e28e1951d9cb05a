"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { deleteArchive } from "#lib/runs";
import { action } from "../action.ts";

const Deletion = z.object({
  run: z.string(),
  why: z.string().trim().min(1, "A reason is needed.").max(500),
});

/** Lets one archive go for good; its file is removed at once. */
export const deleteArchiveAction = action(Deletion, async (ctx, input) => {
  await deleteArchive(ctx, input);
  refresh();
});
