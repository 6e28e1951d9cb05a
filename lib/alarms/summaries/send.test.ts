import { describe, expect, it } from "vitest";
import type { Context } from "#lib/context";
import { createChannel, listDeliveries } from "#lib/notify";
import { installation } from "../../../test/installation.ts";
import { keepTexts } from "../../../test/kept-texts.ts";
import { testKey } from "../../../test/key.ts";
import { changeSummaries } from "../rules.ts";
import type { Summaries } from "../schema.ts";
import { tellChanges } from "./changes.ts";
import { sendSummaries } from "./send.ts";

const hourMs = 3_600_000;
const none: Summaries = {
  digest: { every: "never", at: "08:00", weekday: 1, channels: "all" },
  report: { monthly: false, channels: "all" },
  changes: { channels: [] },
};

async function withChannel(start: string) {
  const here = await installation(start);
  const settings = { url: "https://example.org/" };
  await createChannel(here.ctx, { name: "noc", kind: "webhook", settings }, testKey);
  return here;
}

async function messages(ctx: Context) {
  const { deliveries } = await listDeliveries(ctx, { limit: 500 });
  return deliveries.map(({ message }) => message).toReversed();
}

describe("what is told although nothing is wrong", () => {
  it("is a digest each day once somebody wants it, and once a day", async () => {
    const { ctx, worker, clock } = await withChannel("2026-03-10T07:30:00Z");
    await changeSummaries(ctx, { ...none, digest: { ...none.digest, every: "day" } });
    await sendSummaries(worker);
    expect(await messages(ctx)).toEqual([]);
    for (let hours = 0; hours < 48; hours++) {
      clock.advance(hourMs);
      await sendSummaries(worker);
    }
    expect((await messages(ctx)).map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      "digest 2026-03-10T08:30:00.000Z",
      "digest 2026-03-11T08:30:00.000Z",
    ]);
  });

  it("is the evidence of a month with both files, on a fresh installation too", async () => {
    const { ctx, worker, clock } = await withChannel("2026-03-30T12:00:00Z");
    await sendSummaries(worker);
    clock.advance(36 * hourMs);
    await sendSummaries(worker);
    await sendSummaries(worker);
    const [report, ...others] = await messages(ctx);
    expect(others).toEqual([]);
    expect(report?.title).toBe("Evidence of 1 Mar 2026, 00:00 UTC to 1 Apr 2026, 00:00 UTC");
    expect(report?.attachments?.map(({ name }) => name)).toEqual([
      "holdfast-2026-03-01.csv",
      "holdfast-2026-03-01.html",
    ]);
  });

  it("is what changed in configurations, once, without its secrets", async () => {
    const { ctx, worker } = await withChannel("2026-03-10T12:00:00Z");
    await changeSummaries(ctx, { ...none, changes: { channels: "all" } });
    await tellChanges(worker); // what was there before is no news
    const text = (secret: string, vlan: number) =>
      `hostname core-1\nenable secret 5 ${secret}\nvlan ${vlan}\nend\n`;
    await keepTexts(ctx, [
      {
        name: "core-1",
        platform: "cisco-ios",
        texts: [text("$1$aaaa$first", 10), text("$1$bbbb$other", 20)],
      },
    ]);
    await tellChanges(worker);
    await tellChanges(worker);
    const [change, ...others] = await messages(ctx);
    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: "change", title: "core-1: configuration changed" });
    expect(change?.excerpt).toContain("+ vlan 20");
    expect(change?.excerpt).toContain("- vlan 10");
    expect(JSON.stringify(change)).not.toMatch(/first|other/);
  });

  it("is nothing where nobody is to be told, and is not caught up with later", async () => {
    const { ctx, worker } = await withChannel("2026-03-10T12:00:00Z");
    await tellChanges(worker);
    await keepTexts(ctx, [{ name: "a", texts: ["one\n", "two\n"] }]);
    await tellChanges(worker);
    await changeSummaries(ctx, { ...none, changes: { channels: "all" } });
    await tellChanges(worker);
    expect(await messages(ctx)).toEqual([]);
  });
});
