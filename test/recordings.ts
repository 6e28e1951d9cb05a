import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { type Attempt, collect, type KnownTarget, type Limits, usualLimits } from "#lib/collect";
import { hostKeyNamed, targetOf } from "./device.ts";

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
  start(
    file: string,
    options: object,
    log?: (line: string) => void,
  ): Promise<{ port: number; telnetPort?: number; close(): void }>;
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

/** How a recording is played, and met. */
export interface Replay {
  /** Its platform is not told. */
  unknown?: boolean;
  /** How the target differs. */
  target?: Partial<KnownTarget>;
  /** Told what the player answers. */
  log?: (line: string) => void;
  /** Where Telnet is served too, that is connected to. */
  telnet?: number;
  /** Whatever else the player knows. */
  [fault: string]: unknown;
}

/** Collects from a recording that is played with the given faults. */
export async function replay(
  { file, platform }: Recording,
  { unknown = false, target: differs = {}, log, ...options }: Replay = {},
  limits: Partial<Limits> = {},
): Promise<Attempt> {
  const from = path.join(folder, "recordings", file);
  const hostKey = hostKeyNamed("recorded", "rsa"); // making one for each would take most of the time
  const running = await player.start(from, { port: 0, quiet: true, hostKey, ...options }, log);
  try {
    const port = running.telnetPort ?? running.port;
    const target = { ...targetOf(platform, { port }), limits: { ...usualLimits, ...limits } };
    const met = { ...target, ...differs, ...(unknown ? { platform: null } : {}) };
    return await collect(met, { signal: new AbortController().signal });
  } finally {
    running.close();
  }
}

/** Where the text lies among all bytes that a whole session with a recording sends. */
export async function textWithin(recording: Recording): Promise<{ from: number; to: number }> {
  const { platform } = targetOf(recording.platform, { port: 0 });
  // Each command of its own has a channel of its own.
  if (platform.via === "exec") return { from: 0, to: recordedAnswer(recording).length };
  const answers: { key: string; bytes: number }[] = [];
  await replay(recording, {
    log: (line) => {
      const [, key = "", bytes = ""] = /^> "(.*)" -> (\d+) bytes/.exec(line) ?? [];
      if (bytes) answers.push({ key: key.replace(/\\[rn]/g, ""), bytes: Number(bytes) });
    },
  });
  const { commands } = platform.configuration;
  const first = answers.findIndex(({ key }) => commands.includes(key));
  const pages = answers.slice(first + 1).findIndex(({ key }) => key.trim() !== "");
  const last = pages < 0 ? answers.length : first + 1 + pages;
  const sum = (some: typeof answers) => some.reduce((all, { bytes }) => all + bytes, 0);
  const from = bannerBytes(recording) + sum(answers.slice(0, first));
  return { from, to: from + sum(answers.slice(first, last)) };
}

function bannerBytes({ file }: Recording): number {
  const played = player.loadRecording(path.join(folder, "recordings", file));
  return (played as { init: Buffer }).init.length;
}

/** The bytes that the recorded device answered to its platform's command. */
export function recordedAnswer({ file, platform }: Recording): Buffer {
  const recording = player.loadRecording(path.join(folder, "recordings", file));
  const { configuration } = targetOf(platform, { port: 0 }).platform;
  const answer = player.execAnswer(recording, configuration.commands[0] ?? "");
  return Buffer.from((answer && "out" in answer ? answer.out : answer) ?? "");
}
