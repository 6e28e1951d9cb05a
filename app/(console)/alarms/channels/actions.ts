"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import {
  allowAddress,
  ChannelInput,
  changeChannel,
  createChannel,
  deleteChannel,
  disallowAddress,
  enableChannel,
  testChannel,
} from "#lib/notify";
import { loopbackAllowed } from "#lib/settings";
import { webProcess } from "../../../web-process.ts";
import { action } from "../../action.ts";
import { consoleAddress } from "./reads.ts";

export const createChannelAction = action(ChannelInput, async (ctx, input) => {
  const { id } = await createChannel(ctx, input, webProcess().key);
  return { id };
});

export const changeChannelAction = action(
  z.object({ id: z.string(), updatedAt: z.date(), input: ChannelInput }),
  async (ctx, change) => {
    await changeChannel(ctx, change, webProcess().key);
    refresh();
  },
);

export const enableChannelAction = action(
  z.object({ id: z.string(), enabled: z.boolean() }),
  async (ctx, input) => {
    await enableChannel(ctx, input);
    refresh();
  },
);

export const deleteChannelAction = action(z.object({ id: z.string() }), deleteChannel);

/** Sends a test message: a stored channel by its id, a form by what it holds, or both. */
export const testChannelAction = action(
  z.union([
    z.object({ id: z.string(), input: ChannelInput.optional() }),
    z.object({ input: ChannelInput }),
  ]),
  async (ctx, what) => {
    const { key } = webProcess();
    const means = { key, allowLoopback: loopbackAllowed(), url: consoleAddress() };
    const tested = await testChannel(ctx, what, means);
    refresh();
    return tested;
  },
);

export const allowAddressAction = action(z.object({ address: z.string() }), async (ctx, asked) => {
  await allowAddress(ctx, asked.address);
  refresh();
});

export const disallowAddressAction = action(
  z.object({ address: z.string() }),
  async (ctx, asked) => {
    await disallowAddress(ctx, asked.address);
    refresh();
  },
);
