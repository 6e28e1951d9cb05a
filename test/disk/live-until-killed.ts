/**
 * Run as a process of its own: `node test/disk/live-until-killed.ts VAULT ROUND STEP TAKES`. Lives in
 * the vault from ROUND on and kills itself, without a chance to clean up, at its step number STEP on
 * the disk: before it, or where it is a write after a share TAKES of its bytes. Tells a line at once
 * for whatever a database would know.
 */

import { writeSync } from "node:fs";
import { live } from "./life.ts";
import { type Step, watching } from "./watched-disk.ts";

const [folder = "", round = "", step = "", takes = ""] = process.argv.slice(2);

let left = Number(step);
const before = (what: Step) => {
  left -= 1;
  if (left > 0) return null;
  if (left < 0 || what.kind !== "write") return die();
  return { takes: Math.floor(what.bytes.length * Number(takes)), error: new Error("killed") };
};
// Of a write a part is on the disk by then.
const after = () => (left <= 0 ? void die() : undefined);

function die(): null {
  process.kill(process.pid, "SIGKILL");
  return null;
}

// What the system was given outlives the process, synced or not.
const watcher = { before, after, neverSyncs: true };
const tell = (told: object) => void writeSync(1, `${JSON.stringify(told)}\n`);
await watching(folder, watcher, () =>
  live({ folder }, { rounds: 1_000, from: Number(round), tell }),
);
