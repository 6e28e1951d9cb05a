"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import {
  acceptArchive,
  deleteArchive,
  emptyBin,
  keepBrakeOn,
  noteArchive,
  pinArchive,
  takeBackArchive,
  unpinArchive,
} from "#lib/runs";
import { noteLengthMax } from "#lib/runs/schema";
import { action } from "../action.ts";

const Reasoned = z.object({
  run: z.string(),
  why: z.string().trim().min(1, "A reason is needed.").max(500),
});

/** Lets one archive go: it waits in the bin, and can be taken back. */
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

const Noted = z.object({ run: z.string(), note: z.string().max(noteLengthMax) });

/** Pins an archive; a note that is not empty is written as well. */
export const pinArchiveAction = action(Noted, async (ctx, { run, note }) => {
  await pinArchive(ctx, { run, note: note.trim() || undefined });
  refresh();
});

/** Leaves an archive to retention again. */
export const unpinArchiveAction = action(z.object({ run: z.string() }), async (ctx, input) => {
  await unpinArchive(ctx, input);
  refresh();
});

/** Writes the note of an archive; an empty one takes it away. */
export const noteArchiveAction = action(Noted, async (ctx, input) => {
  await noteArchive(ctx, input);
  refresh();
});

const TakenBack = z.object({ run: z.string(), pin: z.boolean() });

/** Takes an archive back from the bin. */
export const takeBackArchiveAction = action(TakenBack, async (ctx, input) => {
  await takeBackArchive(ctx, input);
  refresh();
});

/** Lets everything in the bin go for good, and frees its space. */
export const emptyBinAction = action(z.object({}), async (ctx) => {
  await emptyBin(ctx, new AbortController().signal);
  refresh();
});
