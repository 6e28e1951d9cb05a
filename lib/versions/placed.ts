import { newId } from "#lib/db";
import { notCounted } from "./change.ts";
import type { CaptureResult, Kept } from "./keep.ts";
import type { Known, Version } from "./known.ts";
import type { VersionChange } from "./schema.ts";
import type { NamedText } from "./texts.ts";

/** Where one attempt's result belongs among what is known of its device. */
export interface Placed {
  result: CaptureResult;
  outcome: Kept["outcome"];
  /** `null`: it failed. */
  version: Pick<Version, "id" | "number"> | null;
  /** A version that begins with this text; `null`: none does. */
  begins: { version: Version; text: NamedText } | null;
  /** Id of a version that was seen once more. */
  seen: string | null;
  /** Id of the version that is active no longer. */
  past: string | null;
  /** Ids of quarantined ones that nobody has to decide about any more. */
  superseded: string[];
}

/**
 * Decides what a text is: the same once more, a new version, or put aside. A text that returns is a
 * new version that points to the same stored text; a failure changes nothing.
 *
 * @param counted the lines that changed; against another version than the active one they say nothing
 */
export function place(
  result: CaptureResult,
  text: NamedText | null,
  { known, counted = null }: { known: Known; counted?: VersionChange | null },
): Placed {
  const none = { result, begins: null, seen: null, past: null, superseded: [] };
  const { given } = result;
  const { active } = known;
  const change = !active || counted?.from === active.id ? counted : notCounted(active);
  if (!text || given.kind === "failed") return { ...none, outcome: "failed", version: null };
  if (given.kind === "doubtful") {
    const same = known.waiting.find(({ normalSha256 }) => normalSha256 === text.normalSha256);
    if (same) return { ...none, outcome: "quarantined", version: same, seen: same.id };
    const { hostname, doubts } = given;
    const state = { state: "quarantined" as const, hostname, doubts };
    const version = newVersion(result, { text, number: known.number + 1, change, ...state });
    return { ...none, outcome: "quarantined", version, begins: { version, text } };
  }
  const superseded = known.waiting.map(({ id }) => id);
  if (active?.normalSha256 === text.normalSha256 && active.origin === "device") {
    return { ...none, superseded, outcome: "unchanged", version: active, seen: active.id };
  }
  const state = { state: "active" as const, hostname: given.hostname, doubts: null };
  const version = newVersion(result, { text, number: known.number + 1, change, ...state });
  const past = active?.id ?? null;
  return { ...none, superseded, past, outcome: "kept", version, begins: { version, text } };
}

/** A version that is not stored yet. */
export function newVersion(
  { deviceId, platform, endedAt }: Pick<CaptureResult, "deviceId" | "platform" | "endedAt">,
  made: Pick<Version, "number" | "state" | "hostname"> & {
    text: NamedText;
    doubts: Version["doubts"];
    origin?: Version["origin"];
    change: VersionChange | null;
  },
): Version {
  if (!platform) throw new Error("A text came from a device of no platform.");
  const { text, origin = "device", ...rest } = made;
  const { sha256, normalSha256 } = text;
  return {
    ...{ id: newId(), deviceId, origin, platform: platform.id, sha256, normalSha256, ...rest },
    ...{ firstSeenAt: endedAt, lastSeenAt: endedAt, timesSeen: 1 },
    ...{ acceptedBy: null, acceptedWhy: null, supersededAt: null },
  };
}
