"use server";

import { z } from "zod";
import { chooseCredential, choosePlatform, listCredentials } from "#lib/inventory";
import { platformIds } from "#lib/platforms/schema";
import { askDeviceTest, readDeviceTest } from "#lib/runs";
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
