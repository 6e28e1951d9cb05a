"use server";

import { z } from "zod";
import { acceptSource, cancelRun, retryFailed } from "#lib/runs";
import { action } from "../action.ts";
import { readLog } from "./reads.ts";

/** Cancels an open run; the run's events tell the page how it ends. */
export const cancelRunAction = action(z.object({ runId: z.uuid() }), async (ctx, input) => {
  await cancelRun(ctx, input);
});

/** Makes what a source gives now the measure of the next run. */
export const acceptSourceAction = action(
  z.object({ runId: z.uuid(), sourceId: z.uuid(), why: z.string().trim().max(500) }),
  async (ctx, input) => {
    await acceptSource(ctx, input);
  },
);

/** Asks for another attempt at everything that failed in a run. */
export const retryFailedAction = action(z.object({ runId: z.uuid() }), (ctx, input) =>
  retryFailed(ctx, input),
);

/** What a run has said since a message, oldest first. */
export const readLogAction = action(
  z.object({ runId: z.uuid(), after: z.int().min(0) }),
  (ctx, { runId, after }) => readLog(ctx, runId, after),
);
