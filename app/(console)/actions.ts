"use server";

import { z } from "zod";
import { requestRun } from "#lib/runs";
import { action } from "./action.ts";

/** Starts a run of a plan by hand. */
export const backUpAction = action(
  z.object({ planId: z.string(), readAll: z.boolean().optional() }),
  async (ctx, asked) => {
    const { number } = await requestRun(ctx, asked);
    return { number };
  },
);
