import { describe, expect, it } from "vitest";
import { fail } from "#lib/failures";
import { findPlatform, type Platform } from "#lib/platforms";
import { addDeviceRow } from "../../test/device-row.ts";
import { installation } from "../../test/installation.ts";
import { acceptVersion } from "./decide.ts";
import { type CaptureResult, keepCaptures } from "./keep.ts";
import { deviceRecords, lastCapturesOf } from "./overview.ts";
import { listVersions } from "./read.ts";

const linux = findPlatform("linux") as Platform;
const doubts = [{ code: "half-size", says: "The text is short.", evidence: "1 of 20 lines" }];

async function fleet() {
  const { ctx, worker, clock } = await installation();
  const [one, two, silent] = await Promise.all([
    addDeviceRow(ctx),
    addDeviceRow(ctx),
    addDeviceRow(ctx),
  ]);
  const keep = async (deviceId: string, given: CaptureResult["given"]) => {
    clock.advance(60_000);
    const at = clock.now();
    const attempt = { deviceId, runId: null, platform: linux, startedAt: at, endedAt: at };
    await keepCaptures(worker, [{ ...attempt, transcript: "", given }]);
    return at;
  };
  const good = (deviceId: string, text: string) =>
    keep(deviceId, { kind: "accepted", text, hostname: null });
  const doubted = (deviceId: string, text: string) =>
    keep(deviceId, { kind: "doubtful", text, hostname: null, doubts });
  const failed = (deviceId: string) =>
    keep(deviceId, { kind: "failed", failure: fail("worker-silent", {}).report() });
  return { ctx, one, two, silent, good, doubted, failed };
}

describe("the record of a fleet", () => {
  it("says of each device what it says now, what waits, and how its newest attempt ended", async () => {
    const { ctx, one, two, silent, good, doubted, failed } = await fleet();
    await good(one, "first\n");
    const changed = await good(one, "second\n");
    const seen = await good(one, "second\n");
    await failed(one);
    await doubted(two, "short\n");
    await doubted(two, "shorter\n");
    const records = await deviceRecords(ctx);
    expect(records.get(one)).toMatchObject({
      active: { number: 2, firstSeenAt: changed, lastSeenAt: seen },
      quarantined: 0,
      last: { outcome: "failed", failure: { cause: "worker-silent" } },
    });
    expect(records.get(two)).toMatchObject({
      active: null,
      quarantined: 2,
      last: { outcome: "quarantined", failure: null },
    });
    expect(records.has(silent)).toBe(false);
  });

  it("counts no text that a person accepted or a later one made pointless", async () => {
    const { ctx, one, two, good, doubted } = await fleet();
    await doubted(one, "short\n");
    const [version] = await listVersions(ctx, { deviceId: one });
    await acceptVersion(ctx, { versionId: version?.id ?? "", why: "It was emptied." });
    await doubted(two, "short\n");
    await good(two, "whole\n");
    const records = await deviceRecords(ctx);
    expect([records.get(one), records.get(two)]).toMatchObject([
      { quarantined: 0, active: { number: 1 } },
      { quarantined: 0, active: { number: 2 } },
    ]);
  });

  it("has the newest captures of each device, oldest first, of those that were asked for", async () => {
    const { ctx, one, two, silent, good, failed } = await fleet();
    for (const text of ["a\n", "b\n", "b\n"]) await good(one, text);
    await failed(one);
    await good(two, "c\n");
    const last = await lastCapturesOf(ctx, { deviceIds: [one, silent], limit: 3 });
    expect([...last.keys()]).toEqual([one]);
    expect(last.get(one)?.map(({ outcome }) => outcome)).toEqual(["kept", "unchanged", "failed"]);
  });
});
