import { execFileSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { describe, expect, it } from "vitest";
import { addUser, visitorActor } from "#lib/access";
import { newId, tables } from "#lib/db";
import { createChannel } from "#lib/notify";
import { createPlan } from "#lib/plans";
import { requestRun } from "#lib/runs";
import { wellInstallation } from "../../../test/doctor.ts";
import { failureOf } from "../../../test/failing.ts";
import { temporaryFolder } from "../../../test/installation.ts";
import { testKey } from "../../../test/key.ts";
import { bundleFiles, packBundle } from "../index.ts";
import { logLinesMax } from "./log-tail.ts";

/** Each begins with a word found nowhere else; none of them may stand in a bundle. */
const canaries = {
  device: "qzqdev-core 1",
  address: "qzqhost.corp.qzqdomain",
  plan: "qzqplan Ünternehmen",
  folder: "/srv/qzqfolder/with space/qzqsub",
  credential: "qzqcredential",
  username: "qzqlogin",
  user: "qzqada",
  password: "qzqpassword correct horse",
  channel: "qzqchannel",
  mail: "qzqnoc@qzqmail.example.org",
  token: "qzqtoken-of-a-channel",
  file: "qzqfile of a source.txt",
};

/** An installation that holds all of them, in rows and in logs. */
async function planted() {
  const made = await wellInstallation();
  const { ctx, clock, folders } = made;
  const credentialId = newId();
  const at = { createdAt: clock.now(), updatedAt: clock.now() };
  const { credential: name, username } = canaries;
  await ctx.db.insert(tables.credentials).values({ id: credentialId, name, username, ...at });
  await ctx.db.insert(tables.devices).values({
    ...{ id: newId(), name: canaries.device, address: canaries.address, port: 22, credentialId },
    ...{ legacy: [], site: "qzqsite", notes: "qzqnotes", limits: {}, enabled: true, ...at },
  });
  await addUser(ctx, { name: canaries.user, password: canaries.password });
  const plan = await createPlan(ctx, {
    ...{ name: canaries.plan, type: "full", schedule: { every: "manual" }, timeZone: "UTC" },
    ...{ retention: {}, sources: [{ kind: "files", config: { path: canaries.folder } }] },
  });
  await requestRun(ctx, { planId: plan.id });
  const { token } = canaries;
  const mail = { host: "mail.qzqmail.example.org", port: "25", security: "starttls" };
  const people = { from: canaries.mail, to: canaries.mail };
  const channel = { name: canaries.channel, kind: "mail" as const };
  const login = { user: "qzqmailuser", password: token };
  await createChannel(ctx, { ...channel, settings: { ...mail, ...people, ...login } }, testKey);
  const facts = {
    error: `${canaries.device} (${canaries.address}, 10.9.8.7): no file ${canaries.folder}/${canaries.file}`,
    ...{ plan: canaries.plan, path: canaries.folder, file: canaries.file, who: canaries.user },
    ...{ six: "fe80::9:8:7:6", hardware: "de:ad:be:ef:00:01", unknownName: "Qzqunknown Name" },
  };
  const line = { level: "warn", ts: "2026-03-10T12:00:00.000Z", part: "worker" };
  const lines = Array.from({ length: logLinesMax + 500 }, (_, number) =>
    JSON.stringify({ ...line, ...facts, number, cause: "source-missing", event: "source failed" }),
  );
  await writeFile(path.join(folders.logs, "worker.log"), `${lines.join("\n")}\n`);
  await writeFile(path.join(folders.logs, "web.log"), "qzqcut in the middle of a li");
  return made;
}

describe("the support bundle", () => {
  it("says what an installation is like, and nothing of whose it is", async () => {
    const { ctx } = await planted();
    const file = path.join(await temporaryFolder(), "bundle.zip");
    const { name, stream } = await packBundle(ctx, { key: testKey });
    expect(name).toBe("holdfast-support-20260310T120000Z.zip");
    await pipeline(stream, createWriteStream(file));
    const names = execFileSync("unzip", ["-Z1", file], { encoding: "utf8" }).trim().split("\n");
    expect(names).toContain("logs/worker.log");
    expect(names).toContain("findings.json");
    const text = execFileSync("unzip", ["-p", file], { encoding: "utf8", maxBuffer: 50_000_000 });
    for (const leak of [/.{0,80}qzq.{0,40}/i, /10\.9\.8\.7/, /fe80:/, /de:ad:be/, /nternehmen/]) {
      expect(leak.exec(text)?.[0] ?? null).toBeNull();
    }
    expect(text).toContain('"cause":"source-missing"');
    expect(text).toContain('"event":"source failed"');
    expect(text).toContain('"state": "queued"');
  });

  it("keeps the last lines of a log, and the same word for the same thing", async () => {
    const { ctx } = await planted();
    const files = new Map<string, string>();
    for await (const { name, text } of bundleFiles(ctx, { key: testKey })) files.set(name, text);
    const lines = (files.get("logs/worker.log") ?? "").trim().split("\n");
    expect(lines.length).toBeGreaterThan(1_000);
    expect(lines.length).toBeLessThanOrEqual(logLinesMax);
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ number: logLinesMax + 499 });
    const { devices } = JSON.parse(files.get("devices.json") ?? "");
    expect(devices[0].device).toMatch(/^device-[\da-f]{8}$/);
    expect(lines.at(-1)).toContain(devices[0].device);
    const runs = JSON.parse(files.get("runs.json") ?? "");
    const plans = JSON.parse(files.get("plans.json") ?? "") as { plan: string }[];
    expect(plans.map(({ plan }) => plan)).toContain(runs[0].plan);
    for await (const { name, text } of bundleFiles(ctx, { key: null })) {
      if (name === "devices.json") expect(text).not.toContain(devices[0].device);
    }
  });

  it("is not for visitors", async () => {
    const { ctx } = await wellInstallation();
    const visitor = { ...ctx, actor: visitorActor("127.0.0.1") };
    expect(await failureOf(() => packBundle(visitor, { key: null }))).toMatch(/^forbidden/);
  });
});
