import { expect, it, onTestFinished } from "vitest";
import { systemActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase, openDatabase } from "#lib/db";
import { silentLog } from "#lib/log";
import { createChannel, findChannel } from "#lib/notify";
import { testKey } from "../test/key.ts";
import { alarm, tell } from "../test/notify.ts";
import { preparedInstallation } from "../test/prepared.ts";
import { receiver } from "../test/receiver.ts";
import { kill, startWorker, until } from "../test/worker-process.ts";

it("a worker sends what waits, within seconds and with whole links", async () => {
  const folders = await preparedInstallation();
  const db = await openDatabase(folders.database);
  onTestFinished(() => closeDatabase(db));
  const ctx: Context = { actor: systemActor(), db, clock: systemClock, log: silentLog };
  const { origin, received } = await receiver();
  const settings = { url: `${origin}/hook` };
  const channel = await createChannel(ctx, { name: "w", kind: "webhook", settings }, testKey);
  const worker = startWorker(folders, {
    HOLDFAST_ALLOW_LOOPBACK: "1",
    HOLDFAST_URL: "https://backup.example.org",
  });
  await tell(ctx, channel.id, alarm);
  await until(async () => (await findChannel(ctx, "w"))?.lastDeliveredAt ?? null, "a delivery");
  expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
    title: alarm.title,
    next: { url: expect.stringMatching(/^https:\/\/backup\.example\.org\/devices/) },
  });
  await kill(worker);
});
