import { type Attempt, collect, type Stage, type Watch } from "#lib/collect";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import { type Device, findDevice, noteContacts } from "#lib/inventory";
import { findPlatform } from "#lib/platforms";
import { platformNames } from "#lib/platforms/schema";
import { lastGood, listVersions } from "#lib/versions";
import { contactOf, reportOf } from "../devices/collected.ts";
import { type Means, targetOf } from "../devices/contact.ts";
import { talkAlone } from "../devices/sessions.ts";
import { remediesFor } from "./remedies.ts";
import type { DeviceTest, TestResult, TestStage } from "./schema.ts";

export interface TestWatch {
  signal: AbortSignal;
  /** Called when a stage begins and when it ends, with all there are so far. */
  stages?(stages: readonly TestStage[]): void;
}

/**
 * Talks with a device as a run would, up to judging its text, and says what may mend what fails.
 * Nothing is kept but what a first contact teaches: host key, platform, facts.
 *
 * @throws Failure `not-found`, `unseal-failed`, or the reason of the aborted signal
 */
export async function testDevice(
  ctx: Context,
  { deviceId, means }: { deviceId: string; means: Means },
  watch: TestWatch,
): Promise<DeviceTest & { result: TestResult }> {
  const device = await findDevice(ctx, deviceId);
  if (!device) throw fail("not-found", { what: "device", name: deviceId });
  const good = await lastGood(ctx, [device.id]);
  const target = await targetOf(ctx, means, { device, last: good.get(device.id) ?? null });
  const stages: TestStage[] = [];
  const attempt = await talkAlone(device.id, watch.signal, () =>
    collect(target, watchOf(stages, watch)),
  );
  await noteContacts(ctx, [contactOf(device, attempt)]);
  const { silentMs, commandMs } = target.limits;
  const quarantined = await waiting(ctx, device);
  const tested = { device, limits: { silentMs, commandMs }, quarantined };
  return {
    stages,
    result: { ...resultOf(device, attempt), remedies: remediesFor(attempt, tested) },
  };
}

function watchOf(stages: TestStage[], { signal, stages: tell }: TestWatch): Watch {
  return {
    signal,
    begins: (stage: Stage) => {
      stages.push({ stage, state: "running", ms: null, says: "" });
      tell?.(stages);
    },
    stage: ({ stage, ms, says, good }) => {
      stages.splice(-1, 1, { stage, state: good ? "good" : "failed", ms, says });
      tell?.(stages);
    },
  };
}

/** The newest text of a device that was put aside and waits for a person. */
async function waiting(ctx: Context, { id: deviceId }: Device) {
  const versions = await listVersions(ctx, { deviceId, limit: 50 });
  const version = versions.find((each) => each.state === "quarantined" && !each.supersededAt);
  return version ? { versionId: version.id, number: version.number } : null;
}

const states = { accepted: "passed", doubtful: "doubtful", failed: "failed" } as const;

function resultOf(device: Device, attempt: Attempt): Omit<TestResult, "remedies"> {
  const { outcome, hostKey, recognised, transcript } = attempt;
  const id = device.platform ?? platformIdOf(recognised?.platform?.id);
  return {
    state: states[outcome.kind],
    failure: outcome.kind === "failed" ? reportOf(outcome.failure) : null,
    doubts: outcome.kind === "doubtful" ? outcome.doubts : [],
    hostKey,
    platform: id && { id, name: platformNames[id] },
    evidence: (recognised?.evidence ?? []).map(({ platform, from, seen }) => {
      return { platform: findPlatform(platform)?.name ?? platform, from, seen };
    }),
    text: outcome.kind === "failed" ? null : shown(outcome.capture),
    transcript,
  };
}

function platformIdOf(id: string | undefined): Device["platform"] {
  return id !== undefined && id in platformNames ? (id as keyof typeof platformNames) : null;
}

/** What is worth knowing of a text; the text itself stays in the process that fetched it. */
function shown({ bytes, lines, hostname, facts }: NonNullable<TestResult["text"]>) {
  return { bytes, lines, hostname, facts };
}
