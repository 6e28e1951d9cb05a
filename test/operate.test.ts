import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { parse } from "yaml";
import { addUser, workerActor } from "#lib/access";
import { write } from "#lib/db";
import { emit } from "#lib/events";
import { createPlan } from "#lib/plans";
import { beginOwnVault, beginShift } from "#lib/runs";
import { browser } from "./browser.ts";
import { startConsole } from "./console.ts";
import { temporaryFolder } from "./installation.ts";
import { freePort, startNginx } from "./nginx.ts";
import { runOnce } from "./running.ts";

const run = promisify(execFile);
const root = path.join(import.meta.dirname, "..");
const folder = path.join(root, "docs", "operate");
const read = (name: string) => readFile(path.join(folder, name), "utf8");
const user = { name: "ada", password: "correct horse battery" };
/** A build may have to come first, and everything else runs beside. */
vi.setConfig({ testTimeout: 700_000 });

/** The console behind nginx, with one archive of two megabytes in it. */
async function behindNginx() {
  const listen = await freePort();
  const origin = `https://localhost:${listen}`;
  const data = await mkdtemp(path.join(tmpdir(), "holdfast-web-"));
  const environment = { HOLDFAST_URL: origin, HOLDFAST_TRUSTED_PROXIES: "127.0.0.1" };
  const web = await startConsole({ data, environment });
  onTestFinished(async () => {
    await web.stop();
    await rm(data, { recursive: true, force: true });
  });
  await startNginx({ listen, console: web.port });
  await addUser(web.ctx, user);
  await beginOwnVault(web.ctx);
  const source = path.join(data, "source");
  await mkdir(source);
  await writeFile(path.join(source, "file.bin"), randomBytes(2_000_000));
  const plan = await createPlan(web.ctx, {
    ...{ name: "behind nginx", type: "full", schedule: { every: "manual" }, timeZone: "UTC" },
    ...{ retention: {}, sources: [{ kind: "files", config: { path: source } }] },
  });
  await runOnce({ ctx: web.ctx, worker: { ...web.ctx, actor: workerActor() } }, plan);
  return { web, origin };
}

describe("nginx, as its ready file sets it up", () => {
  it("serves the console: signing in, live updates at once, downloads in ranges", async () => {
    const { web, origin } = await behindNginx();
    const ada = browser(origin);
    const signedIn = await ada.submit("/sign-in", user);
    expect(signedIn.status).toBe(303);
    expect(signedIn.headers.get("set-cookie")).toMatch(/; secure/i);
    const { text } = await ada.ask("/settings/health");
    expect(text.replace(/<[^>]*>/g, "")).toContain(`The console answers to ${origin}`);

    const stream = await ada.open("/api/events");
    await stream.until(/event: begin/);
    const happened = { at: new Date(), kind: "plan.changed", subjectId: "one" } as const;
    await write(web.ctx.db, (tx) => emit(tx, { ...happened, data: { name: "one" } }));
    await stream.until(/"subjectId":"one"/); // long before nginx would have filled a buffer
    stream.close();

    const whole = await ada.ask("/api/archives/1");
    expect([whole.status, whole.bytes.length > 2_000_000]).toEqual([200, true]);
    const range = { range: "bytes=1000000-1499999" };
    const part = await ada.ask("/api/archives/1", { headers: range });
    expect(part.status).toBe(206);
    expect(part.bytes.equals(whole.bytes.subarray(1_000_000, 1_500_000))).toBe(true);

    await healthcheckOf(web);
  });
});

/** What a container asks of itself: not well without a worker, well with one. */
async function healthcheckOf(web: Awaited<ReturnType<typeof startConsole>>): Promise<void> {
  const { services } = parse(await read("compose.yaml"));
  const [, , ...words] = services.holdfast.healthcheck.test as string[];
  const command = words.map((word) => word.replace("127.0.0.1:3000", `127.0.0.1:${web.port}`));
  await expect(run(process.execPath, command)).rejects.toMatchObject({ code: 1 });
  const worker = { ...web.ctx, actor: workerActor() };
  const shift = await beginShift(worker, { pid: process.pid, host: "here" });
  await run(process.execPath, command);
  await shift?.end();
}

describe("Caddy, as its ready file sets it up", () => {
  it("takes the file", async () => {
    const home = await temporaryFolder();
    const env = { PATH: process.env.PATH, HOME: home } as unknown as NodeJS.ProcessEnv;
    const options = ["--config", path.join(folder, "Caddyfile"), "--adapter", "caddyfile"];
    const { stdout, stderr } = await run("caddy", ["validate", ...options], { env });
    expect(`${stdout}${stderr}`).toContain("Valid configuration");
  });
});

describe.skipIf(process.platform !== "linux")("the unit of systemd", () => {
  it("is understood whole, and leaves little that an intruder could do", async () => {
    const unit = path.join(await temporaryFolder(), "holdfast.service");
    // Verifying looks for the program, and npm lies elsewhere where Node was unpacked by hand.
    await writeFile(unit, (await read("holdfast.service")).replace("/usr/bin/npm", "/bin/true"));
    const verified = await run("systemd-analyze", ["verify", unit]);
    expect(verified.stderr.replace(/^SO_PASSCRED failed.*\n/gm, "")).toBe("");
    const offline = ["security", "--offline=true", "--threshold=20", unit];
    const { stdout } = await run("systemd-analyze", offline);
    expect(stdout).toMatch(/Overall exposure level for holdfast\.service: 1\.\d OK/);
  });
});

describe("the container", () => {
  it("is made of files and functions that exist", async () => {
    const text = await read("Containerfile");
    const imports = [...text.matchAll(/import \{ (\w+) \} from '\.\/([^']+)'; (\w+)\(\)/g)];
    expect(imports.map(([, name]) => name)).toEqual(["install", "compile", "build"]);
    for (const [, name = "", file = "", called] of imports) {
      const module = await import(path.join(root, file));
      expect([called, typeof module[name]]).toEqual([name, "function"]);
    }
    const [, script = ""] = /^CMD \["node", "([^"]+)"\]$/m.exec(text) ?? [];
    expect(existsSync(path.join(root, script))).toBe(true);
    const documented = await readFile(path.join(root, "docs/reference/environment.md"), "utf8");
    const [, set = ""] = /^ENV (.+)$/m.exec(text) ?? [];
    for (const pair of set.split(" ")) expect(documented).toContain(`\`${pair.split("=")[0]}\``);
    const ignored = (await read("Containerfile.dockerignore")).trim().split("\n");
    expect(ignored).toEqual([".git", ".next", "data", "node_modules"]);
  });

  it("is built and kept as compose.yaml says", async () => {
    const { services, volumes } = parse(await read("compose.yaml"));
    const { build, volumes: mounts, environment, ports } = services.holdfast;
    const context = path.join(folder, build.context);
    expect(existsSync(path.join(context, "package.json"))).toBe(true);
    expect(existsSync(path.join(context, build.dockerfile))).toBe(true);
    const [name, place] = mounts[0].split(":");
    expect(Object.keys(volumes)).toEqual([name]);
    expect(await read("Containerfile")).toContain(`ENV HOLDFAST_DATA=${place} `);
    expect(ports).toEqual(["127.0.0.1:3000:3000"]);
    const documented = await readFile(path.join(root, "docs/reference/environment.md"), "utf8");
    for (const each of Object.keys(environment)) expect(documented).toContain(`\`${each}\``);
  });
});
