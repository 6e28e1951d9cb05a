"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import {
  AddDevice,
  AddPasted,
  addDevice,
  addPasted,
  changeDevice,
  DeviceInput,
  Endpoint,
  enableDevices,
  findTwin,
  PastedText,
  previewPaste,
  removeDevice,
  Tag,
  tagDevices,
} from "#lib/inventory";
import { webProcess } from "../../web-process.ts";
import { action } from "../action.ts";
import { deviceLinesNow } from "./device-lines.tsx";
import { ListState, linesOf } from "./list-state.ts";

const ids = z.array(z.uuid());
const tag = z.array(Tag);

export const addDeviceAction = action(AddDevice, async (ctx, input) => {
  const { id, name } = await addDevice(ctx, input, webProcess().key);
  return { id, name };
});

export const findTwinAction = action(Endpoint, (ctx, at) => findTwin(ctx, at));

export const previewPasteAction = action(PastedText, (ctx, input) => previewPaste(ctx, input));

export const addPastedAction = action(AddPasted, (ctx, input) =>
  addPasted(ctx, input, webProcess().key),
);

export const changeDeviceAction = action(
  z.object({
    id: z.string(),
    updatedAt: z.date(),
    input: DeviceInput,
    secret: z.string().max(1_024).optional(),
  }),
  async (ctx, { secret, ...change }) => {
    const given = secret === undefined ? change : { ...change, secret };
    const { id, name } = await changeDevice(ctx, given, webProcess().key);
    return { id, name };
  },
);

export const removeDeviceAction = action(z.object({ id: z.string() }), async (ctx, input) => {
  await removeDevice(ctx, input);
  refresh();
});

export const enableDevicesAction = action(
  z.object({ ids, enabled: z.boolean() }),
  async (ctx, input) => {
    const results = await enableDevices(ctx, input);
    refresh();
    return results;
  },
);

export const tagDevicesAction = action(
  z.object({ ids, add: tag, remove: tag }),
  async (ctx, input) => {
    const results = await tagDevices(ctx, input);
    refresh();
    return results;
  },
);

/** Ids of all devices that a state of the list lets through, whatever its page. */
export const matchingDevicesAction = action(ListState, async (ctx, state) =>
  linesOf(await deviceLinesNow(ctx), state).map(({ device }) => device.id),
);
