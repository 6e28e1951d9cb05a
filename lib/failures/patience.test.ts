import { describe, expect, it, vi } from "vitest";
import { unlessAborted } from "./patience.ts";

describe("work that is waited for unless somebody ends it", () => {
  it("gives what it came to, or its error", async () => {
    const { signal } = new AbortController();
    await expect(unlessAborted(signal, Promise.resolve(1))).resolves.toBe(1);
    const error = new Error("broken");
    await expect(unlessAborted(signal, Promise.reject(error))).rejects.toBe(error);
  });

  it("is left alone with the signal's reason, also when it never ends", async () => {
    const stop = new AbortController();
    const waiting = unlessAborted(stop.signal, new Promise(() => {}));
    const reason = new Error("cancelled");
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(unlessAborted(stop.signal, Promise.resolve(1))).rejects.toBe(reason);
  });

  it("hands over what it came to after all, so that it can be freed, and forgets a late error", async () => {
    const stop = new AbortController();
    stop.abort(new Error("cancelled"));
    const late = vi.fn();
    await unlessAborted(stop.signal, Promise.resolve("a handle"), late).catch(() => {});
    await unlessAborted(stop.signal, Promise.reject(new Error("late")), late).catch(() => {});
    expect(late.mock.calls).toEqual([["a handle"]]);
  });
});
