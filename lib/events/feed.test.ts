import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { silentLog } from "#lib/log";
import { installation } from "../../test/installation.ts";
import { emit } from "./emit.ts";
import { feedOf } from "./feed.ts";
import { lastEventId } from "./read.ts";
import { eventStream, type StreamOptions } from "./stream.ts";

async function happen(ctx: Context, ...names: string[]): Promise<void> {
  await write(ctx.db, async (tx) => {
    for (const name of names) {
      const at = ctx.clock.now();
      await emit(tx, { at, kind: "plan.changed", subjectId: name, data: { name } });
    }
  });
}

/** Somebody who writes down what they hear, and can wait for it. */
function ear() {
  const heard: (string | number)[] = [];
  let tell = () => {};
  const hear = (what: string | number) => {
    heard.push(what);
    tell();
  };
  return {
    heard,
    listener: {
      onEvent: (event: { subjectId: string }) => hear(event.subjectId),
      onReset: (id: number) => hear(id),
    },
    until: (count: number) =>
      new Promise<void>((resolve) => {
        tell = () => heard.length >= count && resolve();
        tell();
      }),
  };
}

describe("the feed of events", () => {
  it("tells what happens from now on, in order and once", async () => {
    const { ctx } = await installation();
    await happen(ctx, "before");
    const { heard, listener, until } = ear();
    const { end } = await feedOf(ctx.db, silentLog).listen(listener, null);
    await happen(ctx, "one", "two");
    await happen(ctx, "three");
    await until(3);
    end();
    expect(heard).toEqual(["one", "two", "three"]);
  });

  it("first tells what was missed", async () => {
    const { ctx } = await installation();
    await happen(ctx, "seen", "missed", "missed too");
    const { heard, listener, until } = ear();
    const { end } = await feedOf(ctx.db, silentLog).listen(listener, 1);
    await happen(ctx, "new");
    await until(3);
    end();
    expect(heard).toEqual(["missed", "missed too", "new"]);
  });

  it("gives several who begin at once the same, each from where it stood", async () => {
    const { ctx } = await installation();
    await happen(ctx, "a", "b");
    const feed = feedOf(ctx.db, silentLog);
    const ears = [ear(), ear(), ear()];
    const places = [null, 0, 1];
    const begun = ears.map(({ listener }, at) => feed.listen(listener, places[at] ?? null));
    await happen(ctx, "c");
    const ends = await Promise.all(begun);
    await happen(ctx, "d");
    await Promise.all(ears.map(({ until, heard }) => until(heard.includes("c") ? 0 : 1)));
    for (const { until } of ears.slice(1)) await until(3);
    for (const { end } of ends) end();
    expect(ears[1]?.heard.slice(0, 3)).toEqual(["a", "b", "c"]);
    expect(ears[2]?.heard.slice(0, 2)).toEqual(["b", "c"]);
  });

  it("says reset where an event is not kept any more, lies ahead, or is too far behind", async () => {
    const { ctx } = await installation();
    await happen(ctx, "one", "two", "three");
    await ctx.db.delete(tables.events); // as trimming does
    await happen(ctx, "four");
    const feed = feedOf(ctx.db, silentLog);
    for (const after of [1, 99]) {
      const { heard, listener } = ear();
      (await feed.listen(listener, after)).end();
      expect(heard).toEqual([4]);
    }
    const { heard, listener } = ear();
    (await feed.listen(listener, 3)).end();
    expect(heard).toEqual(["four"]);
    await happen(ctx, ...Array.from({ length: 1_001 }, (_, n) => `${n}`));
    const late = ear();
    (await feed.listen(late.listener, 4)).end();
    expect(late.heard).toEqual([await lastEventId(ctx.db)]);
  });
});

describe("the lag of the feed", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
  afterEach(() => void vi.useRealTimers());

  it("is the age of the oldest event that listeners wait for, and 0 while nobody listens", async () => {
    const { ctx, clock } = await installation();
    const feed = feedOf(ctx.db, silentLog);
    await happen(ctx, "before");
    clock.advance(9_000);
    expect(await feed.lagMs(clock.now())).toBe(0);
    const { listener, until } = ear();
    const { end } = await feed.listen(listener, null);
    expect(await feed.lagMs(clock.now())).toBe(0);
    await happen(ctx, "late");
    clock.advance(5_000);
    await happen(ctx, "later");
    clock.advance(1_000);
    expect(await feed.lagMs(clock.now())).toBe(6_000);
    vi.advanceTimersByTime(250);
    await until(2);
    expect(await feed.lagMs(clock.now())).toBe(0);
    end();
  });
});

describe("a browser's stream", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
  afterEach(() => void vi.useRealTimers());

  async function open(options: Partial<StreamOptions> = {}) {
    const { ctx } = await installation();
    let ended = 0;
    const stopping = new AbortController();
    const stream = eventStream(feedOf(ctx.db, silentLog), {
      after: null,
      wants: () => true,
      isLive: () => Promise.resolve(true),
      stopping: stopping.signal,
      onEnd: () => {
        ended += 1;
      },
      ...options,
    });
    const reader = stream.getReader();
    const read = async () => new TextDecoder().decode((await reader.read()).value);
    const first = (await read()) + (await read());
    return { ctx, reader, read, first, stopping, ended: () => ended };
  }

  it("says from where on it tells, and then each event with its id", async () => {
    const { ctx, read, first, reader } = await open();
    expect(first).toBe("retry: 2000\n\n:\nid: 0\nevent: begin\ndata: {}\n\n");
    await happen(ctx, "one");
    vi.advanceTimersByTime(250);
    expect(await read()).toMatch(/^:\nid: 1\ndata: \{.*"kind":"plan.changed".*\}\n\n$/);
    await reader.cancel();
  });

  it("gives a sign of life every 15 s", async () => {
    const { read, reader } = await open();
    vi.advanceTimersByTime(15_000);
    expect(await read()).toBe(":\nevent: heartbeat\ndata: {}\n\n");
    await reader.cancel();
  });

  it("leaves out what is for others", async () => {
    const { ctx, read, reader } = await open({ wants: (event) => event.subjectId !== "secret" });
    await happen(ctx, "secret", "open");
    vi.advanceTimersByTime(250);
    expect(await read()).toContain('"subjectId":"open"');
    await reader.cancel();
  });

  it("ends within 5 s of its session, and says so", async () => {
    let live = true;
    const { reader, read, ended } = await open({ isLive: () => Promise.resolve(live) });
    live = false;
    vi.advanceTimersByTime(5_000);
    expect(await read()).toContain("event: signed-out");
    expect((await reader.read()).done).toBe(true);
    expect(ended()).toBe(1);
  });

  it("ends with the process, and says when to come back", async () => {
    const { reader, read, stopping, ended } = await open();
    stopping.abort();
    expect(await read()).toBe("retry: 2000\n\n");
    expect((await reader.read()).done).toBe(true);
    expect(ended()).toBe(1);
  });

  it("ends, holding little, when nobody reads it", async () => {
    const { ctx, ended } = await open();
    for (let batch = 0; batch < 5; batch++) {
      await happen(ctx, ...Array(400).fill("x".repeat(300)));
      vi.advanceTimersByTime(250);
      await vi.waitFor(async () => expect(await lastEventId(ctx.db)).toBe((batch + 1) * 400));
    }
    await vi.waitFor(() => expect(ended()).toBe(1));
  });
});
