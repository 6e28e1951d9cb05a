import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "#lib/context";
import { startClocks } from "./clocks.ts";

const start = new Date("2026-03-10T12:00:00Z");
const dayMs = 86_400_000;

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

/** A job that is due every five seconds. */
function everyFive() {
  const ran: string[] = [];
  const job = async () => void ran.push(new Date().toISOString().slice(8, 19));
  return { ran, clocks: startClocks(systemClock, [{ pattern: "*/5 * * * * *", job }]) };
}

describe("jobs at fixed times (fault 23)", () => {
  it("go on when the clock was set back by a day", async () => {
    const { ran, clocks } = everyFive();
    await vi.advanceTimersByTimeAsync(6_000);
    vi.setSystemTime(start.getTime() - dayMs);
    expect(clocks.notice()).toBeCloseTo(-dayMs - 6_000, -2);
    await vi.advanceTimersByTimeAsync(6_000);
    clocks.stop();
    expect(ran).toEqual(["10T12:00:05", "09T12:00:05"]);
  });

  it("go on when it was set a day ahead", async () => {
    const { ran, clocks } = everyFive();
    vi.setSystemTime(start.getTime() + dayMs);
    expect(clocks.notice()).toBeCloseTo(dayMs, -2);
    await vi.advanceTimersByTimeAsync(6_000);
    clocks.stop();
    expect(ran).toEqual(["11T12:00:05"]);
  });

  it("notice nothing while time passes as it does", async () => {
    const { clocks } = everyFive();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(clocks.notice()).toBeNull();
    clocks.stop();
  });
});
