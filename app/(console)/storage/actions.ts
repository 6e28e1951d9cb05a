"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { askScrub } from "#lib/runs";
import { action } from "../action.ts";

/** Asks the worker to read the whole vault now. */
export const askScrubAction = action(z.object({}), async (ctx) => {
  await askScrub(ctx);
  refresh();
});
