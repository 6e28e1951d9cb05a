import { describe, expect, it } from "vitest";
import { listActivity } from "#lib/access";
import { tables } from "#lib/db";
import { fail } from "#lib/failures";
import { findPlatform, type Platform } from "#lib/platforms";
import { addDeviceRow } from "../../test/device-row.ts";
import { installation } from "../../test/installation.ts";
import { acceptVersion, addByHand } from "./decide.ts";
import { type CaptureResult, keepCaptures } from "./keep.ts";
import {
  lastGood,
  lastTranscript,
  listCaptures,
  listVersions,
  readRedacted,
  readText,
} from "./read.ts";

const ios = findPlatform("cisco-ios") as Platform;

/** A router's text with its volatile line, at a minute. */
function text(minute: number, body = "hostname edge-1\nsnmp-server community canary RO\n"): string {
  return `! Last configuration change at 10:${minute}:00 UTC by ada\nversion 15.7\n${body}end\n`;
}

const doubts = [{ code: "no-end", says: "The text has no end marker.", evidence: "version" }];

async function withDevice() {
  const { ctx, worker, clock } = await installation();
  const deviceId = await addDeviceRow(ctx);
  const keep = async (given: CaptureResult["given"], transcript = "→ show run") => {
    clock.advance(60_000);
    const at = clock.now();
    const shared = { deviceId, runId: null, platform: ios, startedAt: at, endedAt: at, transcript };
    const [kept] = await keepCaptures(worker, [{ ...shared, given }]);
    return kept;
  };
  const good = (of: string) => keep({ kind: "accepted", text: of, hostname: "edge-1" });
  const doubted = (of: string) => keep({ kind: "doubtful", text: of, hostname: "edge-1", doubts });
  const states = async () =>
    (await listVersions(ctx, { deviceId })).map((each) => `${each.number} ${each.state}`);
  return { ctx, worker, clock, deviceId, keep, good, doubted, states };
}

describe("a config version", () => {
  it("is begun by a text, and only seen again while nothing but volatile lines differ", async () => {
    const { ctx, deviceId, good } = await withDevice();
    expect(await good(text(1))).toMatchObject({ outcome: "kept", number: 1 });
    expect(await good(text(2))).toMatchObject({ outcome: "unchanged", number: 1 });
    const [version] = await listVersions(ctx, { deviceId });
    expect(version).toMatchObject({ state: "active", timesSeen: 2, hostname: "edge-1", lines: 5 });
    expect(version?.lastSeenAt.getTime()).toBeGreaterThan(version?.firstSeenAt.getTime() ?? 0);
    expect(await readText(ctx, { versionId: version?.id ?? "" })).toBe(text(1)); // the first of its span
  });

  it("ends with a change; a text that returns is a new one with the same stored text", async () => {
    const { ctx, deviceId, good, states } = await withDevice();
    await good(text(1));
    await good(text(1, "hostname edge-1\nno ip http server\n"));
    await good(text(1));
    expect(await states()).toEqual(["3 active", "2 past", "1 past"]);
    const [third, , first] = await listVersions(ctx, { deviceId });
    expect(third?.sha256).toBe(first?.sha256);
    expect(await ctx.db.select().from(tables.configTexts)).toHaveLength(2);
  });

  it("shows no secret, keeps its lines, and reveals its text only to who may", async () => {
    const { ctx, worker, deviceId, good } = await withDevice();
    await good(text(1));
    const [version] = await listVersions(ctx, { deviceId });
    const shown = await readRedacted(ctx, { versionId: version?.id ?? "" });
    expect(shown.text).not.toContain("canary");
    expect(shown.lines).toEqual([3]);
    expect(await readText(worker, { versionId: version?.id ?? "" })).toContain("canary");
  });

  it("whose stored text is damaged is not shown", async () => {
    const { ctx, deviceId, good } = await withDevice();
    await good(text(1));
    await ctx.db.update(tables.configTexts).set({ deflated: Buffer.from("nonsense") });
    const [version] = await listVersions(ctx, { deviceId });
    await expect(readRedacted(ctx, { versionId: version?.id ?? "" })).rejects.toMatchObject({
      causeName: "text-damaged",
    });
  });
});

describe("a doubted text", () => {
  it("is put aside, and the last good one stays what counts", async () => {
    const { ctx, deviceId, good, doubted, states } = await withDevice();
    await good(text(1));
    expect(await doubted("version 15.7\n")).toMatchObject({ outcome: "quarantined", number: 2 });
    expect(await doubted("version 15.7\n")).toMatchObject({ outcome: "quarantined", number: 2 });
    expect(await states()).toEqual(["2 quarantined", "1 active"]);
    expect((await lastGood(ctx, [deviceId])).get(deviceId)).toMatchObject({ number: 1 });
  });

  it("is taken for good by a person, with a reason that is recorded", async () => {
    const { ctx, deviceId, good, doubted, states } = await withDevice();
    await good(text(1));
    const kept = await doubted("version 15.7\n");
    const versionId = kept?.versionId ?? "";
    await expect(acceptVersion(ctx, { versionId, why: " " })).rejects.toMatchObject({
      causeName: "invalid",
    });
    await acceptVersion(ctx, { versionId, why: "it was reset" });
    expect(await states()).toEqual(["2 active", "1 past"]);
    const [version] = await listVersions(ctx, { deviceId });
    expect(version).toMatchObject({ acceptedWhy: "it was reset", acceptedBy: ctx.actor.name });
    const { rows } = await listActivity(ctx, { action: "version:accept", offset: 0, limit: 5 });
    expect(rows).toHaveLength(1);
    await expect(acceptVersion(ctx, { versionId, why: "again" })).rejects.toMatchObject({
      causeName: "stale",
    });
  });

  it("needs nobody any more once a good one came", async () => {
    const { ctx, deviceId, good, doubted, states } = await withDevice();
    await good(text(1));
    const kept = await doubted("version 15.7\n");
    await good(text(2));
    expect(await states()).toEqual(["2 quarantined", "1 active"]);
    const [aside] = await listVersions(ctx, { deviceId });
    expect(aside?.supersededAt).not.toBeNull();
    const late = { versionId: kept?.versionId ?? "", why: "too late" };
    await expect(acceptVersion(ctx, late)).rejects.toMatchObject({ causeName: "stale" });
  });
});

describe("an attempt", () => {
  it("that failed changes no version, and its transcript takes the place of the one before", async () => {
    const { ctx, deviceId, good, keep, states } = await withDevice();
    await good(text(1));
    const failure = fail("tcp-refused", { device: "192.0.2.1" }).report();
    expect(await keep({ kind: "failed", failure }, "→ nothing")).toMatchObject({
      outcome: "failed",
      versionId: null,
    });
    expect(await states()).toEqual(["1 active"]);
    expect(await lastTranscript(ctx, { deviceId })).toBe("→ nothing");
    const captures = await listCaptures(ctx, { deviceId });
    expect(captures.map(({ outcome }) => outcome)).toEqual(["failed", "kept"]);
    expect(captures[0]?.failure).toEqual(failure);
  });

  it("is kept by the worker alone", async () => {
    const { ctx } = await installation();
    const visitor = { ...ctx, actor: { ...ctx.actor, kind: "user" as const } };
    await expect(keepCaptures(visitor, [])).rejects.toMatchObject({ causeName: "forbidden" });
  });
});

describe("a text added by hand", () => {
  it("becomes the active version and is marked so; the device's own next text ends it", async () => {
    const { ctx, deviceId, good, states } = await withDevice();
    const pasted = { deviceId, text: text(1).replaceAll("\n", "\r\n"), why: "no route to it" };
    await addByHand(ctx, pasted, ios);
    const [version] = await listVersions(ctx, { deviceId });
    expect(version).toMatchObject({ origin: "hand", state: "active", hostname: "edge-1" });
    expect(await readText(ctx, { versionId: version?.id ?? "" })).toBe(text(1));
    await good(text(1));
    expect(await states()).toEqual(["2 active", "1 past"]);
  });
});
