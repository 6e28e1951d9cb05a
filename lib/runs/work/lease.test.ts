import { describe, expect, it } from "vitest";
import { foldersAround } from "#lib/settings";
import { installation } from "../../../test/installation.ts";
import { beginShift, leaseMs, seeWorker } from "./lease.ts";
import { holdLock, isLockHeld } from "./lock.ts";

const process = { pid: 1, host: "test" };

describe("a worker's lock", () => {
  it("is held until it is released, and is seen from outside", async () => {
    const { ctx } = await installation();
    const { locks } = foldersAround(ctx.db);
    expect(isLockHeld(locks, "nobody")).toBe(false);
    const lock = holdLock(locks, "w1");
    expect(isLockHeld(locks, "w1")).toBe(true);
    lock.release();
    expect(isLockHeld(locks, "w1")).toBe(false);
  });
});

describe("two workers by mistake (fault 20)", () => {
  it("one works, the other stands by, and takes over with a larger term once it is gone", async () => {
    const { worker } = await installation();
    const first = await beginShift(worker, process);
    expect(await beginShift(worker, process)).toBeNull();
    await first?.end();
    const second = await beginShift(worker, process);
    expect(second?.term).toBeGreaterThan(first?.term ?? 0);
    await second?.end();
  });

  it("a worker whose lease ran out is taken over, and can renew nothing more (fault 21)", async () => {
    const { worker, clock } = await installation();
    const late = await beginShift(worker, process);
    clock.advance(leaseMs + 1);
    const next = await beginShift(worker, process);
    expect(next?.term).toBe((late?.term ?? 0) + 1);
    await expect(late?.renew()).rejects.toThrow(/took this run over/);
    await next?.renew();
    await late?.end();
    await next?.end();
  });

  it("a worker that died without a word is seen as dead at once, whatever its lease says", async () => {
    const { worker, clock } = await installation();
    const shift = await beginShift(worker, process);
    expect(await seeWorker(worker.db, clock.now())).toMatchObject({ alive: true });
    await shift?.end();
    expect(await seeWorker(worker.db, clock.now())).toBeNull();
  });
});
