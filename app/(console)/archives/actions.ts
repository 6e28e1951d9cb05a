"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { acceptArchive, deleteArchive, keepBrakeOn } from "#lib/runs";
import { action } from "../action.ts";

const Reasoned = z.object({
  run: z.string(),
  why: z.string().trim().min(1, "A reason is needed.").max(500),
});

/** Lets one archive go for good; its file is removed at once. */
export const deleteArchiveAction = action(Reasoned, async (ctx, input) => {
  await deleteArchive(ctx, input);
  refresh();
});

/** Says of a flagged archive that it is as it should be. */
export const acceptArchiveAction = action(Reasoned, async (ctx, input) => {
  await acceptArchive(ctx, input);
  refresh();
});

/** Says of a flagged archive that it is not. */
export const keepBrakeOnAction = action(Reasoned, async (ctx, input) => {
  await keepBrakeOn(ctx, input);
  refresh();
});
