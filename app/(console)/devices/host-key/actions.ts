"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { Fingerprint, refuseHostKey, trustHostKey } from "#lib/inventory";
import { action } from "../../action.ts";

const key = { deviceId: z.uuid(), fingerprint: Fingerprint };

/** Trusts the key that a device now shows. */
export const trustHostKeyAction = action(
  z.object({ ...key, password: z.string() }),
  async (ctx, given) => {
    await trustHostKey(ctx, given);
    refresh();
  },
);

/** Says that a key is not the device's. */
export const refuseHostKeyAction = action(z.object(key), async (ctx, given) => {
  await refuseHostKey(ctx, given);
  refresh();
});
