"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { ConfirmPassword } from "#lib/access/schema";
import { acceptVersion, readRedacted, revealText } from "#lib/versions";
import { action } from "../../action.ts";

const version = { versionId: z.uuid() };

/** Takes a quarantined text for what the device says now. */
export const acceptVersionAction = action(
  z.object({ ...version, why: z.string().max(500) }),
  async (ctx, input) => {
    await acceptVersion(ctx, input);
    refresh();
  },
);

/** A whole text without its secrets, where the page came with its first part. */
export const readConfigAction = action(
  z.object(version),
  async (ctx, input) => (await readRedacted(ctx, input)).text,
);

/** A text with its secrets, after one's own password. */
export const revealConfigAction = action(
  z.object({ ...version, ...ConfirmPassword.shape }),
  (ctx, input) => revealText(ctx, input),
);
