import { expect, it } from "vitest";
import { write } from "#lib/db";
import { installation } from "../../test/installation.ts";
import { testKey } from "../../test/key.ts";
import { alarm } from "../../test/notify.ts";
import { createChannel, deliveriesOfAlarms, queueMessage } from "./index.ts";

it("an alarm with many reminders hides nobody who was told of another", async () => {
  const { ctx } = await installation();
  const settings = { url: "http://127.0.0.1:9/hook" };
  const channel = await createChannel(ctx, { name: "hook", kind: "webhook", settings }, testKey);
  const tell = (alarmKey: string) =>
    write(ctx.db, (tx) => {
      const order = { channelIds: [channel.id], message: alarm, alarmKey, now: ctx.clock.now() };
      return queueMessage(tx, order);
    });
  await tell("quiet");
  for (let n = 0; n < 60; n++) await tell("loud");
  const told = await deliveriesOfAlarms(ctx, ["loud", "quiet", "unheard"]);
  const names = [...told].map(([key, all]) => [key, new Set(all.map((each) => each.channel.name))]);
  expect(names).toEqual([
    ["loud", new Set(["hook"])],
    ["quiet", new Set(["hook"])],
    ["unheard", new Set()],
  ]);
});
