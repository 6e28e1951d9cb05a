export { allowAddress, allowedAddresses, disallowAddress } from "./allowed-addresses.ts";
export { channelForms } from "./channels/list.ts";
export {
  changeChannel,
  channelsMax,
  createChannel,
  deleteChannel,
  enableChannel,
  findChannel,
  listChannels,
} from "./channels.ts";
export { type DeliverMeans, deliverDue, deliveriesKeepMs, trimDeliveries } from "./deliver.ts";
export { deliveriesOfAlarms, listDeliveries } from "./deliveries.ts";
export { type LaidOver, layOver, type WantedChannel } from "./lay-over.ts";
export { previewMessage } from "./preview.ts";
export { queueMessage } from "./queue.ts";
export { channelsToTell, type RefusingChannel, refusingChannels } from "./refusing.ts";
export * from "./schema.ts";
export { checkHost } from "./send/addresses.ts";
export { sendHttp } from "./send/http.ts";
export { type TestMeans, testChannel, type WhatToTest } from "./test-channel.ts";
