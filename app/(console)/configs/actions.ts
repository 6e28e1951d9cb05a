"use server";

import { z } from "zod";
import { fail } from "#lib/failures";
import { findDevice } from "#lib/inventory";
import { findPlatform } from "#lib/platforms";
import { platformIds } from "#lib/platforms/schema";
import { addByHand } from "#lib/versions";
import { action } from "../action.ts";
import { configLinesNow } from "./config-lines.tsx";
import { ListState, linesOf } from "./list-state.ts";

/** Ids of all versions that a state of the list lets through, whatever its page. */
export const matchingVersionsAction = action(ListState, async (ctx, state) =>
  linesOf(await configLinesNow(ctx), state).flatMap(({ version }) => (version ? [version.id] : [])),
);

export const addByHandAction = action(
  z.object({
    deviceId: z.string("A device is needed.").min(1, "A device is needed."),
    /** Where the device's own is not known yet. */
    platform: z.enum(platformIds, "A platform is needed.").optional(),
    text: z.string(),
    why: z.string(),
  }),
  async (ctx, { deviceId, platform, text, why }) => {
    const device = await findDevice(ctx, deviceId);
    const found = findPlatform(device?.platform ?? platform ?? "");
    if (!device || !found)
      throw fail("not-found", { what: device ? "platform" : "device", name: deviceId });
    const { number } = await addByHand(ctx, { deviceId: device.id, text, why }, found);
    return { deviceId: device.id, number };
  },
);
