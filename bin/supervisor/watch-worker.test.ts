import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { silentLog } from "#lib/log";
import type { Part } from "./part.ts";
import { deadMsMax, lookMs, startMsMax, watchWorker } from "./watch-worker.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A worker process under watch, whose lease a test holds or lets go. */
function watched({ alive }: { alive: boolean }) {
  const state = { alive, startedAtMs: performance.now(), replaced: [] as string[] };
  const part: Part = {
    pid: () => 1,
    startedAtMs: () => state.startedAtMs,
    replace(because) {
      state.replaced.push(because);
      state.startedAtMs = performance.now();
    },
    end: async () => {},
    kill() {},
  };
  watchWorker(part, { isAlive: async () => state.alive, log: silentLog });
  return state;
}

describe("a worker under watch", () => {
  it("is left alone while it holds its lease", async () => {
    const state = watched({ alive: true });
    await vi.advanceTimersByTimeAsync(10 * startMsMax);
    expect(state.replaced).toEqual([]);
  });

  it("is replaced when it worked and has been without its lease for too long", async () => {
    const state = watched({ alive: true });
    await vi.advanceTimersByTimeAsync(lookMs);
    state.alive = false;
    await vi.advanceTimersByTimeAsync(deadMsMax + 2 * lookMs);
    expect(state.replaced).toEqual(["had stopped working"]);
  });

  it("may take its time to begin on a busy machine", async () => {
    const state = watched({ alive: false });
    await vi.advanceTimersByTimeAsync(startMsMax - lookMs);
    expect(state.replaced).toEqual([]);
    state.alive = true;
    await vi.advanceTimersByTimeAsync(startMsMax);
    expect(state.replaced).toEqual([]);
  });

  it("is replaced when it never begins", async () => {
    const state = watched({ alive: false });
    await vi.advanceTimersByTimeAsync(startMsMax + 2 * lookMs);
    expect(state.replaced).toEqual(["did not begin to work"]);
  });

  it("gets its time to begin anew after it was replaced", async () => {
    const state = watched({ alive: true });
    await vi.advanceTimersByTimeAsync(lookMs);
    state.alive = false;
    await vi.advanceTimersByTimeAsync(startMsMax);
    expect(state.replaced).toHaveLength(1);
  });
});
