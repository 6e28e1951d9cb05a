import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Registry,
  type RegistryContentType,
} from "prom-client";
import type { Alarm, ProtectionCounts, ProtectionReport } from "#lib/alarms";
import { kindsOfAlarm } from "#lib/alarms";
import type { PlanMeasure, RunsMeasure } from "#lib/runs";
import { productVersion } from "#lib/settings";
import { type FamilyName, families } from "./families.ts";

/** What the metrics are made of. */
export interface Measured {
  now: Date;
  runs: RunsMeasure;
  protection: ProtectionReport;
  alarms: readonly Pick<Alarm, "kind">[];
  eventLagMs: number;
  /** What collecting all this took. */
  tookMs: number;
}

/** The text, and its media type. */
export interface MetricsText {
  type: string;
  text: string;
}

/** Of the process, not of one answer: these count from its start. */
const processKey = Symbol.for("holdfast.web.process-metrics");
const state = globalThis as { [processKey]?: Registry };

/** The text that a Prometheus reads, in the format that it asked for. */
export async function renderMetrics(measured: Measured, accept: string): Promise<MetricsText> {
  const format = formatFor(accept);
  const registry = new Registry<RegistryContentType>();
  registry.setContentType(format);
  const set = setterOf(registry);
  const { runs, protection, now } = measured;
  set("holdfast_build_info", 1, productVersion, process.versions.node);
  for (const plan of runs.plans) setPlan(set, plan);
  setProtection(set, protection, now);
  setWork(set, runs);
  set("holdfast_event_lag_seconds", measured.eventLagMs / 1_000);
  for (const kind of Object.keys(kindsOfAlarm)) {
    const open = measured.alarms.filter((alarm) => alarm.kind === kind).length;
    set("holdfast_alarms_open", open, kind);
  }
  set("holdfast_scrape_duration_seconds", measured.tookMs / 1_000);
  const own = processMetrics();
  for (const { name } of own.getMetricsAsArray()) {
    const metric = own.getSingleMetric(name);
    if (metric) registry.registerMetric(metric);
  }
  return { type: format, text: await registry.metrics() };
}

/** OpenMetrics for those who ask for it; promtool and older agents read the format before. */
function formatFor(accept: string): RegistryContentType {
  return accept.includes("application/openmetrics-text")
    ? Registry.OPENMETRICS_CONTENT_TYPE
    : Registry.PROMETHEUS_CONTENT_TYPE;
}

function processMetrics(): Registry {
  if (!state[processKey]) {
    state[processKey] = new Registry();
    collectDefaultMetrics({ register: state[processKey] });
    // Gauges that are named like counters: promtool refuses them.
    for (const what of ["handles", "requests", "resources"])
      state[processKey].removeSingleMetric(`nodejs_active_${what}_total`);
  }
  return state[processKey];
}

/** Sets one sample; the labels in the order of the family. A number that is not known is left out. */
type SetSample = (name: FamilyName, value: number | null, ...labels: string[]) => void;

function setterOf(registry: Registry<RegistryContentType>): SetSample {
  const made = new Map<FamilyName, Gauge | Counter>();
  const make = (name: FamilyName) => {
    const [help, ...labelNames] = families[name] as readonly [string, ...string[]];
    const family = { name, help, labelNames, registers: [registry] };
    return name.endsWith("_total") ? new Counter(family) : new Gauge(family);
  };
  return (name, value, ...labels) => {
    if (value === null) return;
    const metric = made.get(name) ?? make(name);
    made.set(name, metric);
    const [, ...names] = families[name] as readonly [string, ...string[]];
    const labelled = Object.fromEntries(names.map((label, index) => [label, labels[index] ?? ""]));
    metric.inc(labelled, value); // of a registry made for this answer: it began at 0
  };
}

function seconds(time: Date | null): number | null {
  return time && time.getTime() / 1_000;
}

const endStates = ["succeeded", "warnings", "failed", "cancelled", "interrupted"];

function setPlan(set: SetSample, plan: PlanMeasure): void {
  const { name, last } = plan;
  set("holdfast_plan_enabled", Number(plan.enabled), name);
  set("holdfast_plan_next_run_timestamp_seconds", seconds(plan.nextRunAt), name);
  set("holdfast_plan_brake_engaged", Number(plan.brake), name);
  set("holdfast_plan_last_good_timestamp_seconds", seconds(plan.lastGoodAt), name);
  set("holdfast_plan_last_verified_timestamp_seconds", seconds(plan.lastVerifiedAt), name);
  if (!last) return;
  set("holdfast_plan_last_run_timestamp_seconds", seconds(last.endedAt), name);
  for (const state of endStates) {
    set("holdfast_plan_last_run_state", Number(state === last.state), name, state);
  }
  set("holdfast_plan_last_run_duration_seconds", last.durationMs / 1_000, name);
  set("holdfast_plan_last_run_warnings", last.warnings, name);
  set("holdfast_plan_last_run_content_bytes", last.kept?.contentBytes ?? 0, name);
  set("holdfast_plan_last_run_new_bytes", last.kept?.newBytes ?? 0, name);
  set("holdfast_plan_last_run_stored_bytes", last.kept?.storedBytes ?? 0, name);
}

const protections = ["protected", "stale", "unprotected", "paused"] as const;

function setProtection(set: SetSample, report: ProtectionReport, now: Date): void {
  const each = (name: FamilyName, counts: ProtectionCounts) => {
    for (const protection of protections) set(name, counts[protection], protection);
  };
  each("holdfast_sources", report.sourceCounts);
  each("holdfast_devices", report.deviceCounts);
  set("holdfast_devices_quarantined", report.deviceCounts.quarantined);
  for (const [plan, sources] of Map.groupBy(report.inPlans, (source) => source.plan.name)) {
    for (const protection of protections) {
      const count = sources.filter((source) => source.protection === protection).length;
      set("holdfast_plan_sources", count, plan, protection);
    }
  }
  for (const { device, lastGoodAt, record, failure } of report.devices) {
    const ageMs = lastGoodAt && now.getTime() - lastGoodAt.getTime();
    set("holdfast_device_good_copy_age_seconds", ageMs && ageMs / 1_000, device.name);
    const outcome = record?.last?.outcome ?? "none";
    set("holdfast_device_last_outcome", 1, device.name, outcome, failure?.cause ?? "none");
  }
}

function setWork(set: SetSample, runs: RunsMeasure): void {
  const { worker, vault, archives } = runs;
  set("holdfast_runs_open", runs.queued, "queued");
  set("holdfast_runs_open", runs.running, "running");
  set("holdfast_runs_total", runs.runs);
  set("holdfast_worker_alive", Number(worker?.alive ?? false));
  set("holdfast_worker_lease_age_seconds", worker && worker.sinceRenewalMs / 1_000);
  set("holdfast_archives", archives.kept);
  set("holdfast_archives_damaged", archives.damaged);
  set("holdfast_vault_bytes", vault?.bytes ?? null);
  set("holdfast_vault_measured_timestamp_seconds", seconds(vault?.measuredAt ?? null));
  set("holdfast_vault_free_bytes", vault?.freeBytes ?? null);
  set("holdfast_vault_size_bytes", vault?.totalBytes ?? null);
}
