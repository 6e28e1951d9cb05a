import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { type Attempt, collect, type Limits, usualLimits } from "#lib/collect";
import { targetOf } from "./device.ts";

/**
 * Sessions that others recorded on real devices, replayed over real SSH where they are at hand: a
 * folder with `recordings/MODEL#NAME#simulation.yaml` and the player `simd/simd.mjs`.
 */
const root = path.resolve(import.meta.dirname, "..");
const folder = process.env.HOLDFAST_RECORDINGS ?? path.join(root, "..", "shared", "sims");
export const recordingsThere = existsSync(path.join(folder, "simd", "simd.mjs"));

const platformOf: Record<string, string> = {
  ios: "cisco-ios",
  nxos: "cisco-nxos",
  junos: "juniper-junos",
  routeros: "mikrotik-routeros",
  fortigate: "fortinet-fortios",
  aoscx: "aruba-aoscx",
  vyos: "vyos",
};

export const recordings: readonly Recording[] = recordingsThere
  ? readdirSync(path.join(folder, "recordings"))
      .filter((file) => file.endsWith("simulation.yaml"))
      .flatMap((file) => {
        const platform = platformOf[file.split("#", 1)[0] ?? ""];
        return platform ? [{ file, platform }] : [];
      })
  : [];

export interface Recording {
  file: string;
  platform: string;
}

/** What the player gives a test. */
interface Player {
  loadRecording(file: string): unknown;
  execAnswer(recording: unknown, command: string): { out: Buffer } | Buffer | null;
  start(file: string, options: object): Promise<{ port: number; close(): void }>;
}

let player: Player;
const scratch = recordingsThere ? mkdtempSync(path.join(root, "node_modules", ".recordings-")) : "";

beforeAll(async () => {
  if (!recordingsThere) return;
  // Its packages are found from here, not from where it lies.
  const copy = path.join(scratch, "simd.mjs");
  copyFileSync(path.join(folder, "simd", "simd.mjs"), copy);
  player = await import(pathToFileURL(copy).href);
});

afterAll(() => {
  if (recordingsThere) rmSync(scratch, { recursive: true, force: true });
});

/** Collects from a recording that is played with the given faults; `unknown`: its platform is not told. */
export async function replay(
  { file, platform }: Recording,
  { unknown = false, ...options }: { unknown?: boolean; [fault: string]: unknown } = {},
  limits: Partial<Limits> = {},
): Promise<Attempt> {
  const from = path.join(folder, "recordings", file);
  const running = await player.start(from, { port: 0, quiet: true, ...options });
  try {
    const target = { ...targetOf(platform, running), limits: { ...usualLimits, ...limits } };
    const met = unknown ? { ...target, platform: null } : target;
    return await collect(met, { signal: new AbortController().signal });
  } finally {
    running.close();
  }
}

/** The bytes that the recorded device answered to its platform's command. */
export function recordedAnswer({ file, platform }: Recording): Buffer {
  const recording = player.loadRecording(path.join(folder, "recordings", file));
  const { configuration } = targetOf(platform, { port: 0 }).platform;
  const answer = player.execAnswer(recording, configuration.commands[0] ?? "");
  return Buffer.from((answer && "out" in answer ? answer.out : answer) ?? "");
}
