import { describe, expect, it } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

describe("a job that runs once at a time", () => {
  it("runs once more for all who asked while it ran, and never beside itself", async () => {
    const gates: (() => void)[] = [];
    const ask = oneAtATime(() => new Promise<void>((resolve) => gates.push(resolve)));
    const first = ask();
    const others = [ask(), ask(), ask()];
    expect(gates).toHaveLength(1);
    gates[0]?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(gates).toHaveLength(2);
    gates[1]?.();
    await Promise.all([first, ...others]);
    expect(gates).toHaveLength(2);
  });

  it("is asked for again after it failed", async () => {
    let tries = 0;
    const ask = oneAtATime(async () => {
      tries += 1;
      if (tries === 1) throw new Error("no disk");
    });
    await expect(ask()).rejects.toThrow("no disk");
    await ask();
    expect(tries).toBe(2);
  });
});
