import { describe, expect, it } from "vitest";
import { listRunDevices } from "#lib/runs";
import { fleetOf } from "../../../test/fleet.ts";
import { runningInstallation } from "../../../test/running.ts";
import { devicesAtOnceMax } from "./gather.ts";

/** A door that opens for everybody once so many stand before it. */
function doorFor(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  return () => {
    waiting += 1;
    if (waiting === count) resolve();
    return promise;
  };
}

describe("many devices in one run", () => {
  it("are talked with 200 at once: each waits for all the others (fault 49)", async () => {
    const made = await runningInstallation();
    const fleet = await fleetOf(made.ctx);
    const holds = doorFor(200);
    for (let number = 1; number <= 200; number++) await fleet.add(`core-${number}`, { holds });
    const done = await made.run(await fleet.plan());
    expect(done).toMatchObject({ state: "succeeded", archive: { good: true, entries: 200 } });
    const { counts } = await listRunDevices(made.ctx, { runId: done.id });
    expect(counts).toMatchObject({ kept: 200, failed: 0 });
    expect(devicesAtOnceMax).toBe(200);
  }, 60_000);

  it("are kept while others hang, which cost their own time-out alone (fault 49)", async () => {
    const made = await runningInstallation();
    const fleet = await fleetOf(made.ctx);
    const all = doorFor(8); // nobody says a word before those that will hang are there
    const hangs = { holds: all, stallAfter: 100 };
    for (let number = 1; number <= 4; number++) {
      await fleet.add(`hangs-${number}`, hangs, { limits: { silentSeconds: 5 } });
      await fleet.add(`well-${number}`, { holds: all });
    }
    const done = await made.run(await fleet.plan());
    expect(done).toMatchObject({ state: "warnings", archive: { good: true, entries: 4 } });
    const { devices } = await listRunDevices(made.ctx, { runId: done.id });
    const told = devices.map(({ device, state, failure }) => {
      return [device.name.slice(0, -2), state, failure?.cause].filter(Boolean).join(" ");
    });
    const hung = Array(4).fill("hangs failed device-silent");
    expect(told).toEqual([...hung, ...Array(4).fill("well kept")]);
  });
});
