import type { KnownTarget, Limits } from "#lib/collect";
import { findPlatform } from "#lib/platforms";
import { type Recording, type Replay, replay, textWithin } from "./recordings.ts";

/** One way in which the player can play a recording, and what has to come of it. */
export interface Mode {
  /** As the player calls it. */
  name: string;
  options: Replay;
  limits?: Partial<Limits>;
  /** A fault that strikes where the text is half sent. */
  midway?: "drop" | "stall";
  /**
   * `same`: the text of the recording played without a fault; `doubtful`: one that is put aside; else
   * the cause of a failure.
   */
  becomes: (target: Pick<KnownTarget, "platform">) => readonly string[];
}

const same = () => ["same"];
const oldAlgorithms = ["diffie-hellman-group14-sha1", "ssh-rsa", "aes128-cbc", "hmac-sha1"];

/** Every mode of the player, one at a time. */
export const modes: readonly Mode[] = [
  { name: "whole", options: {}, becomes: same },
  { name: "chunk 1", options: { chunk: 1, delay: 0 }, becomes: same },
  { name: "chunk 64, delay 2", options: { chunk: 64, delay: 2 }, becomes: same },
  { name: "latency 40", options: { latency: 40 }, becomes: same },
  { name: "crlf", options: { crlf: true }, becomes: same },
  { name: "drop", options: {}, midway: "drop", becomes: () => ["device-closed"] },
  {
    name: "stall",
    options: {},
    midway: "stall",
    limits: { silentMs: 800 },
    becomes: () => ["device-silent"],
  },
  { name: "legacy", options: { legacy: true }, becomes: () => ["kex"] },
  {
    name: "legacy, allowed",
    options: { legacy: true, target: { legacy: oldAlgorithms } },
    becomes: same,
  },
  { name: "ident", options: { ident: "Cisco-1.25" }, becomes: same },
  { name: "auth password", options: { auth: "password" }, becomes: same },
  {
    name: "auth keyboard-interactive",
    options: { auth: "keyboard-interactive" },
    becomes: same,
  },
  { name: "auth publickey", options: { auth: "publickey" }, becomes: () => ["auth-method"] },
  { name: "auth none", options: { auth: "none" }, becomes: same },
  { name: "pass", options: { user: "ada", pass: "another" }, becomes: () => ["auth"] },
  { name: "inband", options: { inband: true, user: "ada", pass: "right" }, becomes: same },
  {
    name: "inband, pass",
    options: { inband: true, user: "ada", pass: "another" },
    // Commands of their own are run before anybody is asked who they are.
    becomes: ({ platform }) => (platform.via === "exec" ? ["same"] : ["auth"]),
  },
  {
    name: "no-exec",
    options: { noExec: true },
    becomes: ({ platform }) => (platform.via === "exec" ? ["ssh-broke-off"] : ["same"]),
  },
  // What is asked in another order than it was recorded in is answered with an error.
  {
    name: "strict",
    options: { strict: true },
    becomes: () => ["same", "command-refused", "doubtful"],
  },
  { name: "prompt", options: { prompt: "other> " }, becomes: same },
  {
    name: "telnet",
    options: { telnet: 0 },
    limits: { silentMs: 500 },
    becomes: () => ["not-ssh"],
  },
];

/** What came of a recording in a mode, as `Mode.becomes` has it; or that a false text was accepted. */
export async function outcomeOf(recording: Recording, mode: Mode): Promise<string> {
  const { midway, options, limits } = mode;
  const whole = await wholeOf(recording);
  const { from, to } = midway ? await textWithin(recording) : { from: 0, to: 0 };
  const fault = midway ? { [midway]: Math.floor((from + to) / 2) } : {};
  const { outcome } = await replay(recording, { ...options, ...fault }, limits);
  if (outcome.kind === "failed") return outcome.failure.causeName;
  if (whole.kind === outcome.kind && whole.capture.text === outcome.capture.text) return "same";
  return outcome.kind === "doubtful" ? "doubtful" : "accepted another text";
}

/** What may come of a recording in a mode. */
export function expectedOf({ platform }: Recording, mode: Mode): readonly string[] {
  const known = findPlatform(platform);
  if (!known) throw new Error(`There is no platform ${platform}.`);
  return mode.becomes({ platform: known });
}

const wholes = new Map<string, ReturnType<typeof playWhole>>();

/** A recording as it is collected without any fault; collected once. */
function wholeOf(recording: Recording) {
  const known = wholes.get(recording.file) ?? playWhole(recording);
  wholes.set(recording.file, known);
  return known;
}

async function playWhole(recording: Recording) {
  const { outcome } = await replay(recording);
  if (outcome.kind === "failed") throw outcome.failure;
  return outcome;
}
