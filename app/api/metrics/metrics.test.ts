import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { addUser, makeMetricsToken, workerActor } from "#lib/access";
import { kindsOfAlarm } from "#lib/alarms";
import { createCredential, createDevice } from "#lib/inventory";
import { families } from "#lib/metrics";
import { createPlan } from "#lib/plans";
import { beginOwnVault } from "#lib/runs";
import { startConsole, type TestConsole } from "../../../test/console.ts";
import { testKey } from "../../../test/key.ts";
import { runOnce } from "../../../test/run-once.ts";

/** What a real Prometheus makes of the metrics of a real web process. */

vi.setConfig({ testTimeout: 120_000 });
const docs = path.join(import.meta.dirname, "../../../docs/reference");
const user = { name: "ada", password: "correct horse battery" };

let web: TestConsole;
let data: string;
let token: string;

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "holdfast-web-"));
  web = await startConsole({ data });
  await addUser(web.ctx, user);
  const folder = path.join(data, "source");
  execFileSync("mkdir", [folder]);
  writeFileSync(path.join(folder, "a.txt"), "twelve bytes");
  const plan = await createPlan(web.ctx, {
    name: 'Nightly "two"',
    type: "full",
    schedule: { every: "day", at: "02:00" },
    timeZone: "UTC",
    retention: {},
    sources: [{ kind: "files", config: { path: folder } }],
  });
  const worker = { ...web.ctx, actor: workerActor() };
  await beginOwnVault(worker);
  const run = await runOnce({ ctx: web.ctx, worker }, plan);
  expect(run.state, run.error?.sentence).toBe("succeeded");
  const login = { name: "lab", username: "ada", password: "right" };
  const { id: credentialId } = await createCredential(web.ctx, login, testKey);
  await createDevice(web.ctx, { name: "edge-fra-02", address: "192.0.2.7", credentialId });
}, 600_000);

afterAll(async () => {
  await web?.stop();
  await rm(data, { recursive: true, force: true });
});

const ask = (headers: Record<string, string>) => web.visit().ask("/api/metrics", { headers });
const allowed = (accept = "*/*") => ask({ authorization: `Bearer ${token}`, accept });

describe("the metrics", () => {
  it("are shown to nobody while there is no token, then to whoever sends it", async () => {
    const before = await ask({});
    expect([before.status, JSON.parse(before.text).error.cause]).toEqual([404, "metrics-off"]);
    token = await makeMetricsToken(web.ctx);
    const signedIn = await web.signIn(user);
    for (const refused of [await ask({}), await signedIn.ask("/api/metrics")]) {
      expect(refused.status).toBe(401);
      expect(JSON.parse(refused.text).error.sentence).toBe(
        "The token for metrics is missing or not the present one.",
      );
    }
    expect((await allowed()).status).toBe(200);
  });

  it("are what promtool takes, and say how things stand", async () => {
    const { text, headers } = await allowed();
    expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(execFileSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" })).toBe(
      "",
    );
    const lines = text.split("\n");
    for (const line of [
      'holdfast_plan_last_run_state{plan="Nightly \\"two\\"",state="succeeded"} 1',
      'holdfast_plan_last_run_content_bytes{plan="Nightly \\"two\\""} 12',
      'holdfast_sources{protection="protected"} 1',
      'holdfast_devices{protection="paused"} 1',
      'holdfast_device_last_outcome{device="edge-fra-02",outcome="none",cause="none"} 1',
      "holdfast_runs_total 1",
      "holdfast_worker_alive 0",
      "holdfast_archives 1",
    ]) {
      expect(lines).toContain(line);
    }
    expect(text).not.toContain("holdfast_worker_lease_age_seconds{");
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  });

  it("are read by a real Prometheus, as OpenMetrics", async () => {
    const prometheus = await startPrometheus();
    const asked = await prometheus.until("holdfast_plan_last_run_content_bytes");
    expect(asked).toMatchObject([{ metric: { plan: 'Nightly "two"' }, value: [0, "12"] }]);
    expect(await prometheus.until("holdfast_runs_total")).toMatchObject([{ value: [0, "1"] }]);
    const { text, headers } = await allowed("application/openmetrics-text;version=1.0.0");
    expect(headers.get("content-type")).toContain("application/openmetrics-text; version=1.0.0");
    expect(text).toMatch(/\n# EOF\n?$/);
  });
});

describe("what is written of the metrics", () => {
  it("names each with its labels and meaning, and each kind of alarm", () => {
    const page = readFileSync(path.join(docs, "metrics.md"), "utf8");
    const rows = page.split("\n").filter((line) => line.startsWith("| `holdfast_"));
    expect(rows).toEqual(
      Object.entries(families).map(
        ([name, [help, ...labels]]) => `| \`${name}\` | ${labels.join(", ")} | ${help} |`,
      ),
    );
    for (const kind of Object.keys(kindsOfAlarm)) expect(page).toContain(`\`${kind}\``);
  });

  it("has six alerts that promtool takes, and a dashboard, of metrics that exist", () => {
    const file = path.join(docs, "prometheus-rules.yml");
    const said = execFileSync("promtool", ["check", "rules", file], { encoding: "utf8" });
    expect(said).toContain("SUCCESS: 6 rules found");
    const dashboard = readFileSync(path.join(docs, "grafana.json"), "utf8");
    const { panels } = JSON.parse(dashboard) as { panels: { targets: { expr: string }[] }[] };
    const asked = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(asked.length).toBeGreaterThan(15);
    for (const text of [readFileSync(file, "utf8"), ...asked]) {
      const names = text.match(/\b(?:holdfast|process|nodejs)_\w+/g) ?? [];
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) expect([...Object.keys(families), ...ownOfNode]).toContain(name);
    }
  });
});

/** Of the metrics that Node tells of itself, those that the dashboard uses. */
const ownOfNode = ["process_resident_memory_bytes"];

/** A Prometheus of its own, on a free port, that scrapes this console and nothing else. */
async function startPrometheus() {
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-prometheus-"));
  const config = path.join(folder, "prometheus.yml");
  writeFileSync(
    config,
    `scrape_configs:
  - job_name: holdfast
    scrape_interval: 1s
    metrics_path: /api/metrics
    authorization: { credentials: "${token}" }
    static_configs: [{ targets: ["localhost:${web.port}"] }]
rule_files: ["${path.join(docs, "prometheus-rules.yml")}"]
`,
  );
  const options = [`--config.file=${config}`, `--storage.tsdb.path=${folder}/data`];
  const child = spawn("prometheus", [...options, "--web.listen-address=127.0.0.1:0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  onTestFinished(async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  let said = "";
  const port = await new Promise<string>((resolve, reject) => {
    child.once("exit", () => reject(new Error(said)));
    child.stderr.on("data", (part: Buffer) => {
      said += part.toString();
      const listening = /Listening on" address=127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (listening) resolve(listening);
    });
  });
  /** Asks until there is a sample; its time is given as 0. */
  async function until(query: string): Promise<unknown[]> {
    for (;;) {
      const url = `http://127.0.0.1:${port}/api/v1/query?query=${query}`;
      const answer = await fetch(url);
      const { data } = (answer.ok ? await answer.json() : { data: { result: [] } }) as {
        data: { result: { metric: object; value: [number, string] }[] };
      };
      if (data.result.length > 0)
        return data.result.map(({ metric, value }) => ({ metric, value: [0, value[1]] }));
      await pause(100);
    }
  }
  return { until };
}
