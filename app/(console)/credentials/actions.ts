"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import {
  CredentialInput,
  changeCredential,
  createCredential,
  removeCredential,
} from "#lib/inventory";
import { webProcess } from "../../web-process.ts";
import { action } from "../action.ts";

export const createCredentialAction = action(CredentialInput, async (ctx, input) => {
  await createCredential(ctx, input, webProcess().key);
  refresh();
});

export const changeCredentialAction = action(
  z.object({ id: z.string(), updatedAt: z.date(), input: CredentialInput }),
  async (ctx, change) => {
    await changeCredential(ctx, change, webProcess().key);
    refresh();
  },
);

export const removeCredentialAction = action(z.object({ id: z.string() }), async (ctx, input) => {
  await removeCredential(ctx, input);
  refresh();
});
