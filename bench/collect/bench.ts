import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { findRun, isWorkerAlive, listRunDevices, type RunDetail, requestRun } from "#lib/runs";
import { workerFlags } from "#lib/settings";
import { swift } from "../../test/swift.ts";
import { followTree, type Used } from "../process-tree.ts";
import { type FleetOptions, fateOf, fleetLogin, nameOf } from "./fleet.ts";
import { type FleetInstallation, makeInstallation } from "./installation.ts";
import { loadPages } from "./pages.ts";

const here = import.meta.dirname;
const worker = path.join(here, "..", "..", "worker", "main.ts");
const pollMs = 200;

interface Options extends FleetOptions {
  /** Another fleet that takes the same options, and the least a collector can cost against it. */
  fleet: string | undefined;
  floor: string | undefined;
  /** Loads pages of the built console beside one run. */
  pages: boolean;
  /** Where profiles of the worker's CPU are put. */
  profile: string | undefined;
}

interface Row extends Used {
  what: string;
  wallSeconds: number;
  says: string;
}

/**
 * How much the whole product costs (claim, collect, gate, versions, archive, events) for a fleet on
 * this machine: a first time, once more with nothing changed, and with some refusing and hanging.
 */
export async function collectBench(given: string[]): Promise<void> {
  const options = optionsOf(given);
  const folder = await mkdtemp(path.join(tmpdir(), "holdfast-bench-"));
  const rows: Row[] = [];
  try {
    await withFleet(options, async () => {
      if (options.floor) rows.push(await runFloor(options, folder));
      rows.push(...(await runProduct(options, path.join(folder, "well"), ["first", "unchanged"])));
    });
    const faulty = {
      ...options,
      pages: false,
      port: options.port + options.devices,
      refuse: 6,
      hang: 6,
    };
    await withFleet(faulty, async () => {
      rows.push(
        ...(await runProduct(faulty, path.join(folder, "faulty"), ["6 % refuse, 6 % hang"])),
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  print(rows);
}

const noPaths = { fleet: undefined, floor: undefined, profile: undefined };

function optionsOf(given: string[]): Options {
  const { values } = parseArgs({
    args: given,
    options: {
      devices: { type: "string", default: "1000" },
      latency: { type: "string", default: "20" },
      lines: { type: "string", default: "300" },
      port: { type: "string", default: "20000" },
      fleet: { type: "string" },
      floor: { type: "string" },
      profile: { type: "string" },
      pages: { type: "boolean", default: false },
    },
  });
  const { devices, latency, lines, port, pages, ...paths } = values;
  const numbers = { devices: Number(devices), latencyMs: Number(latency), lines: Number(lines) };
  return { ...numbers, port: Number(port), refuse: 0, hang: 0, pages, ...noPaths, ...paths };
}

async function withFleet(options: Options, work: () => Promise<void>): Promise<void> {
  const child = options.fleet
    ? spawn(process.execPath, [options.fleet, ...otherFleetOptions(options)], fleetOutput)
    : spawn(process.execPath, [path.join(here, "fleet.ts"), JSON.stringify(options)], fleetOutput);
  try {
    await lineThat(child, /READY/);
    await work();
  } finally {
    child.kill("SIGTERM");
  }
}

const fleetOutput: SpawnOptions = { stdio: ["ignore", "pipe", "inherit"] };

function otherFleetOptions({ devices, latencyMs, lines, port, refuse, hang }: Options): string[] {
  const values = { n: devices, latency: latencyMs, lines, port, refuse, hang, mode: "ports" };
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

async function lineThat(child: ChildProcess, wanted: RegExp): Promise<void> {
  if (!child.stdout) throw new Error("The fleet has no output.");
  for await (const line of createInterface({ input: child.stdout })) {
    if (wanted.test(line)) return;
  }
  throw new Error("The fleet ended before it was ready.");
}

async function runFloor(options: Options, folder: string): Promise<Row> {
  const { devices, port } = options;
  const values = { n: devices, conc: 250, mode: "ports", port, out: path.join(folder, "floor") };
  const words = Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const began = performance.now();
  const child = spawn(process.execPath, [options.floor ?? "", ...words], { stdio: "ignore" });
  const tree = followTree(child.pid ?? 0);
  await once(child, "exit");
  return { what: "floor", ...tree.end(), wallSeconds: secondsSince(began), says: "" };
}

async function runProduct(options: Options, data: string, whats: string[]): Promise<Row[]> {
  const devices = Array.from({ length: options.devices }, (_, at) => {
    return { name: nameOf(at + 1), address: "127.0.0.1", port: options.port + at + 1 };
  });
  const made = await makeInstallation(data, { devices, login: fleetLogin });
  const environment = { ...process.env, HOLDFAST_DATA: data, HOLDFAST_ALLOW_LOOPBACK: "1" };
  const profile = options.profile ? ["--cpu-prof", `--cpu-prof-dir=${options.profile}`] : [];
  const child = spawn(process.execPath, [...swift, ...workerFlags, ...profile, worker], {
    env: environment,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const rows: Row[] = [];
  try {
    while (!(await isWorkerAlive(made.ctx))) await pause(pollMs);
    for (const what of whats)
      rows.push(await runOnce(made, { what, pid: child.pid ?? 0, options }));
    if (options.pages) rows.push(await runBesidePages(made, child.pid ?? 0, options));
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
    made.close();
  }
  return rows;
}

/** Once more, while somebody reads the console. */
async function runBesidePages(
  made: FleetInstallation,
  pid: number,
  options: Options,
): Promise<Row> {
  const rows: Row[] = [];
  const loaded = await loadPages(made, async () => {
    rows.push(await runOnce(made, { what: "beside 100 pages", pid, options }));
  });
  const [row] = rows;
  if (!row) throw new Error("The run beside the pages did not end.");
  const { p50Ms, p95Ms, eventsFlowed } = loaded;
  const events = eventsFlowed ? "events flowed" : "no event came";
  return { ...row, says: `${row.says}; pages p50 ${p50Ms} ms, p95 ${p95Ms} ms, ${events}` };
}

async function runOnce(
  { ctx, plan }: FleetInstallation,
  { what, pid, options }: { what: string; pid: number; options: Options },
): Promise<Row> {
  const began = performance.now();
  const tree = followTree(pid);
  const { id } = await requestRun(ctx, { planId: plan.id });
  let run: RunDetail | null = null;
  while (!run?.endedAt) {
    await pause(pollMs);
    run = await findRun(ctx, id);
  }
  const row = { what, ...tree.end(), wallSeconds: secondsSince(began) };
  const { counts, devices } = await listRunDevices(ctx, { runId: id });
  const kept = devices.filter(({ state }) => state === "kept" || state === "unchanged");
  const wrong = kept.filter(
    ({ device }) => fateOf(Number(device.name.slice(1)), options) !== "answers",
  );
  const says = `${run.state}: ${counts.kept} kept, ${counts.unchanged} unchanged, ${counts.failed} failed`;
  return {
    ...row,
    says: options.fleet || wrong.length === 0 ? says : `${says}, ${wrong.length} wrong`,
  };
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1_000;
}

function print(rows: readonly Row[]): void {
  const floor = rows.find(({ what }) => what === "floor");
  process.stdout.write("| what | CPU s | wall s | peak MB | |\n| --- | --- | --- | --- | --- |\n");
  for (const { what, cpuSeconds, wallSeconds, peakMb, says } of rows) {
    const times = (value: number, of: number | undefined) =>
      of && what !== "floor"
        ? `${value.toFixed(1)} (${(value / of).toFixed(2)} ×)`
        : value.toFixed(1);
    const cells = [
      what,
      times(cpuSeconds, floor?.cpuSeconds),
      times(wallSeconds, floor?.wallSeconds),
      peakMb,
      says,
    ];
    process.stdout.write(`| ${cells.join(" | ")} |\n`);
  }
}
