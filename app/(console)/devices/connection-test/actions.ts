"use server";

import { z } from "zod";
import {
  allowLegacy,
  chooseCredential,
  choosePlatform,
  listCredentials,
  raiseLimit,
} from "#lib/inventory";
import { platformIds } from "#lib/platforms/schema";
import { askDeviceTest, backUpDevices, readDeviceTest } from "#lib/runs";
import { action } from "../../action.ts";

const device = { deviceId: z.uuid() };

/** Asks the worker to test the connection to a device. */
export const askDeviceTestAction = action(z.object(device), (ctx, asked) =>
  askDeviceTest(ctx, asked),
);

/** A test as it stands. */
export const readDeviceTestAction = action(z.object({ requestId: z.uuid() }), (ctx, asked) =>
  readDeviceTest(ctx, asked),
);

/** Allows one device the algorithms with which keys could be exchanged. */
export const allowAlgorithmsAction = action(
  z.object({ ...device, algorithms: z.array(z.string().max(64)).min(1).max(20) }),
  async (ctx, asked) => {
    await allowLegacy(ctx, asked);
  },
);

/** Gives one device more time. */
export const raiseTimeOutAction = action(
  z.object({
    ...device,
    limit: z.enum(["silentSeconds", "commandSeconds"]),
    seconds: z.int().min(1).max(3_600),
  }),
  async (ctx, { deviceId, limit, seconds }) => {
    await raiseLimit(ctx, { ids: [deviceId], limit, seconds });
  },
);

/** Says of which platform a device is; `null` lets it be recognised. */
export const choosePlatformAction = action(
  z.object({ ...device, platform: z.enum(platformIds).nullable() }),
  async (ctx, asked) => {
    await choosePlatform(ctx, asked);
  },
);

export const chooseCredentialAction = action(
  z.object({ ...device, credentialId: z.uuid() }),
  async (ctx, asked) => {
    await chooseCredential(ctx, asked);
  },
);

/** Credentials by name, to choose another one from. */
export const credentialNamesAction = action(z.object({}), async (ctx) =>
  (await listCredentials(ctx)).map(({ id, name, username }) => ({ id, name, username })),
);

/** Backs up one device now. */
export const backUpDeviceAction = action(z.object(device), async (ctx, { deviceId }) => {
  const { number } = await backUpDevices(ctx, { deviceIds: [deviceId] });
  return { number };
});
