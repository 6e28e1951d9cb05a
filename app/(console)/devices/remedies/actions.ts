"use server";

import { z } from "zod";
import { allowLegacy, raiseLimit } from "#lib/inventory";
import { backUpDevices } from "#lib/runs";
import { action } from "../../action.ts";

const deviceIds = z.array(z.uuid()).min(1).max(20_000);

/** Asks for a run of some devices; of the plan it is started from, if it is. */
export const backUpDevicesAction = action(
  z.object({ deviceIds, planId: z.uuid().optional() }),
  (ctx, { deviceIds, planId }) =>
    backUpDevices(ctx, planId ? { deviceIds, planId } : { deviceIds }),
);

/** Allows each of some devices the algorithms with which keys could be exchanged. */
export const allowAlgorithmsAction = action(
  z.object({
    devices: z.array(
      z.object({ deviceId: z.uuid(), algorithms: z.array(z.string().max(64)).max(20) }),
    ),
  }),
  async (ctx, { devices }) => {
    for (const device of devices) await allowLegacy(ctx, device);
  },
);

/** Gives some devices more time. */
export const raiseLimitAction = action(
  z.object({
    ids: deviceIds,
    limit: z.enum(["silentSeconds", "commandSeconds"]),
    seconds: z.int().min(1).max(3_600),
  }),
  (ctx, input) => raiseLimit(ctx, input),
);
