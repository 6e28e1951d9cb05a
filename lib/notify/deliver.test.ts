import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { installation } from "../../test/installation.ts";
import { testKey } from "../../test/key.ts";
import { alarm, recovery, sendMeans, tell } from "../../test/notify.ts";
import { type Reply, receiver } from "../../test/receiver.ts";
import { createChannel, deleteChannel, enableChannel, findChannel } from "./channels.ts";
import { deliverDue, deliveriesKeepMs, trimDeliveries } from "./deliver.ts";
import { listDeliveries } from "./deliveries.ts";
import { refusingChannels } from "./refusing.ts";

const minuteMs = 60_000;

/** An installation with a webhook that answers as given. */
async function withWebhook(reply: Parameters<typeof receiver>[0] = {}, name = "hook") {
  const here = await installation();
  const { origin, received } = await receiver(reply);
  const settings = { url: `${origin}/hook` };
  const channel = await createChannel(here.ctx, { name, kind: "webhook", settings }, testKey);
  const deliver = (more = {}) => deliverDue(here.worker, { ...sendMeans, ...more });
  const log = async () => (await listDeliveries(here.ctx)).deliveries.toReversed();
  return { ...here, channel, received, deliver, log };
}

/** Answers one after the other; the last one stays. */
function inTurn(...replies: Reply[]) {
  return (_: unknown, count: number) => replies[Math.min(count, replies.length) - 1] ?? {};
}

describe("deliveries", () => {
  it("go out in their order, one at a time per channel, and stand in the log", async () => {
    let underWay = 0;
    let most = 0;
    const { ctx, channel, received, deliver, log } = await withWebhook(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return { status: 200, body: "{}" };
    });
    await tell(ctx, channel.id, alarm, recovery, alarm);
    const [once, again] = await Promise.all([deliver(), deliver()]);
    expect(once + again).toBe(3);
    const titles = received.map(({ body }) => (JSON.parse(body) as { title: string }).title);
    expect(titles).toEqual([alarm.title, recovery.title, alarm.title]);
    expect(most).toBe(1);
    expect(await log()).toMatchObject(
      Array(3).fill({ state: "delivered", tries: 1, answer: { words: "200 OK", next: null } }),
    );
    expect(await findChannel(ctx, "hook")).toMatchObject({ lastDeliveredAt: ctx.clock.now() });
  });

  it("are tried again after 1, 5, 15, 60 and 180 minutes, then refused", async () => {
    const { ctx, clock, channel, received, deliver, log } = await withWebhook({ status: 503 });
    await tell(ctx, channel.id, alarm, recovery);
    for (const [at, minutes] of [1, 5, 15, 60, 180].entries()) {
      expect(await deliver()).toBe(0);
      expect(received).toHaveLength(at + 1);
      clock.advance(minutes * minuteMs - 1);
      await deliver();
      expect(received, "not earlier").toHaveLength(at + 1);
      expect(await refusingChannels(ctx)).toHaveLength(at >= 2 ? 1 : 0);
      clock.advance(1);
    }
    await deliver();
    const [first, second] = await log();
    expect(first).toMatchObject({ state: "refused", tries: 6, nextTryAt: null });
    expect(second, "the next one has its own tries").toMatchObject({ state: "queued", tries: 1 });
    expect(await refusingChannels(ctx)).toMatchObject([
      { name: "hook", answer: "503 Service Unavailable" },
    ]);
  });

  it("wait as long as the service asks", async () => {
    const busy = { status: 429, headers: { "retry-after": "600" } };
    const { ctx, clock, channel, received, deliver, log } = await withWebhook(inTurn(busy, {}));
    await tell(ctx, channel.id, alarm);
    await deliver();
    clock.advance(9 * minuteMs);
    await deliver();
    expect(received).toHaveLength(1);
    clock.advance(minuteMs);
    expect(await deliver()).toBe(1);
    expect(await log()).toMatchObject([{ state: "delivered", tries: 2 }]);
  });

  it("take a date as well, and no longer than a day", async () => {
    const date = { status: 503, headers: { "retry-after": "Tue, 10 Mar 2026 12:30:00 GMT" } };
    const never = { status: 503, headers: { "retry-after": "99999999" } };
    const { ctx, clock, channel, deliver, log } = await withWebhook(inTurn(date, never));
    await tell(ctx, channel.id, alarm);
    await deliver();
    expect((await log())[0]?.nextTryAt).toEqual(new Date("2026-03-10T12:30:00Z"));
    clock.set("2026-03-10T12:30:00Z");
    await deliver();
    expect((await log())[0]?.nextTryAt).toEqual(new Date("2026-03-11T12:30:00Z"));
  });

  it("are refused at once where trying again is of no use, and the next one goes on", async () => {
    const gone = { status: 401, body: '{"error":"token revoked"}' };
    const { ctx, clock, channel, deliver, log } = await withWebhook(inTurn(gone, {}));
    await tell(ctx, channel.id, alarm);
    await deliver();
    expect(await log()).toMatchObject([
      { state: "refused", tries: 1, answer: { words: "401 token revoked" } },
    ]);
    const since = ctx.clock.now();
    expect(await refusingChannels(ctx)).toMatchObject([{ id: channel.id, since }]);
    clock.advance(minuteMs);
    await tell(ctx, channel.id, recovery);
    expect(await deliver()).toBe(1);
    expect(await refusingChannels(ctx)).toEqual([]);
  });

  it("do not wait for another channel that is slow", async () => {
    const quickCame = Promise.withResolvers<void>();
    const { ctx, channel, deliver, log } = await withWebhook(async () => {
      await quickCame.promise; // in one queue with the other, this would wait for ever
      return { status: 200 };
    });
    const quick = await receiver(() => {
      quickCame.resolve();
      return {};
    });
    const settings = { url: quick.origin };
    const other = await createChannel(ctx, { name: "b", kind: "webhook", settings }, testKey);
    await tell(ctx, channel.id, alarm);
    await tell(ctx, other.id, alarm);
    expect(await deliver()).toBe(2);
    expect((await log()).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
  });

  it("to a service that never answers are given up in time, and tried again", async () => {
    const { ctx, channel, received, deliver, log } = await withWebhook({ hang: true });
    await tell(ctx, channel.id, alarm);
    expect(await deliver({ answerMs: 500 })).toBe(0);
    expect(received.length).toBeLessThan(2);
    const [first] = await log();
    expect(first).toMatchObject({ state: "queued", tries: 1, answer: { text: "" } });
    expect(first?.answer?.words).toMatch(/^127\.0\.0\.1:\d+ did not answer within/);
  });

  it("that a crash left claimed are sent once the claim has run out", async () => {
    const { ctx, clock, channel, received, deliver, log } = await withWebhook();
    await tell(ctx, channel.id, alarm);
    const claimedUntil = new Date(clock.now().getTime() + minuteMs);
    await ctx.db.update(tables.deliveries).set({ claimedUntil, tries: 1 }); // as one does before it sends
    expect(await deliver()).toBe(0);
    expect(received).toEqual([]);
    clock.advance(minuteMs);
    expect(await deliver()).toBe(1);
    expect(await log()).toMatchObject([{ state: "delivered", tries: 2 }]);
  });

  it("that were under way when Holdfast stops are tried again", async () => {
    const stop = new AbortController();
    const { ctx, clock, channel, deliver, log } = await withWebhook(() => {
      stop.abort(new Error("stopped"));
      return { hang: true };
    });
    await tell(ctx, channel.id, alarm);
    expect(await deliver({ signal: stop.signal })).toBe(0);
    expect(await log()).toMatchObject([{ state: "queued", answer: null }]);
    clock.advance(minuteMs);
    await deliver({ answerMs: 100 });
    expect(await log()).toMatchObject([{ state: "queued", tries: 2 }]);
  });

  it("end with their channel", async () => {
    const { ctx, channel, received, deliver, log } = await withWebhook();
    await tell(ctx, channel.id, alarm);
    await enableChannel(ctx, { id: channel.id, enabled: false });
    await tell(ctx, channel.id, alarm);
    expect(await log(), "nothing is queued for a disabled one").toMatchObject([
      { state: "refused", answer: { words: "The channel was disabled before this was sent." } },
    ]);
    await enableChannel(ctx, { id: channel.id, enabled: true });
    await tell(ctx, channel.id, alarm);
    await deleteChannel(ctx, { id: channel.id });
    expect(await deliver()).toBe(0);
    expect(received).toEqual([]);
    expect((await log())[1]?.answer?.words).toMatch(/deleted/);
  });

  it("stand in the log for 90 days", async () => {
    const { ctx, worker, clock, channel, deliver, log } = await withWebhook();
    await tell(ctx, channel.id, alarm);
    await deliver();
    clock.advance(deliveriesKeepMs);
    await trimDeliveries(worker);
    expect(await log()).toHaveLength(1);
    clock.advance(1);
    await trimDeliveries(worker);
    expect(await log()).toEqual([]);
  });
});
