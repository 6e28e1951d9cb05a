import { rm } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { changeSettings, visitorActor } from "#lib/access";
import { newId, tables, write } from "#lib/db";
import { eventKeepMs } from "#lib/events";
import { createChannel, enableChannel, testChannel } from "#lib/notify";
import { tellClockSet } from "#lib/runs";
import { writeSetting } from "#lib/settings";
import { machine, wellInstallation } from "../../test/doctor.ts";
import { failureOf } from "../../test/failing.ts";
import { installation } from "../../test/installation.ts";
import { mailServer } from "../../test/mail-server.ts";
import { sendMeans } from "../../test/notify.ts";
import { planOf, runningInstallation } from "../../test/running.ts";
import { examine } from "./index.ts";

describe("the doctor", () => {
  it("finds nothing bad where nothing is, and says bad things first where something is", async () => {
    const { ctx, shift } = await wellInstallation();
    const well = await examine(ctx, machine);
    expect(well.findings.filter(({ state }) => state === "bad")).toEqual([]);
    expect(well.counts.good).toBeGreaterThan(15);
    await shift?.end();
    const { findings, counts, at } = await examine(ctx, machine);
    expect(findings[0]).toMatchObject({ id: "worker.alive", state: "bad" });
    expect(counts.bad).toBe(1);
    expect(at).toEqual(ctx.clock.now());
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
    const loud = findings.filter(({ state }) => state === "bad" || state === "warning");
    expect(loud.every(({ remedy }) => (remedy ?? "").length > 10)).toBe(true);
  });

  it("is not for visitors", async () => {
    const { ctx } = await installation();
    const visitor = { ...ctx, actor: visitorActor("127.0.0.1") };
    expect(await failureOf(() => examine(visitor, machine))).toMatch(/^forbidden/);
  });

  it("makes a finding of a look that cannot be taken", async () => {
    const { ctx, find } = await wellInstallation();
    await ctx.db.run("drop table channels");
    expect(await find("mail", "mail.look")).toMatchObject({ state: "bad", title: "Mail" });
  });
});

describe("the clock", () => {
  it("is bad when an archive is newer than now", async () => {
    const { ctx, site, run, clock } = await runningInstallation();
    await run(await planOf(ctx, site));
    clock.advance(-3_600_000);
    const { findings } = await examine(ctx, machine);
    const found = findings.find(({ id }) => id === "clock.now");
    expect(found).toMatchObject({ state: "bad", command: "timedatectl set-ntp true" });
    expect(found?.sentence).toMatch(/59 min|1 h/);
  });

  it("is warned of for a week after it jumped", async () => {
    const { worker, clock, find } = await wellInstallation();
    await tellClockSet(worker, -7_200_000);
    const found = await find("clock", "clock.jumps");
    expect(found).toMatchObject({
      state: "warning",
      sentence: expect.stringMatching(/2 h.* back/),
    });
    clock.advance(8 * 86_400_000);
    expect((await find("clock", "clock.jumps"))?.state).toBe("good");
  });

  it("is bad in a zone that this Node does not know", async () => {
    const { ctx, clock, find } = await wellInstallation();
    const zone = { value: "Mars/Olympus", at: clock.now() };
    await write(ctx.db, (tx) => writeSetting(tx, "timeZone", zone));
    expect(await find("clock", "clock.zone")).toMatchObject({ state: "bad" });
  });
});

describe("the vault", () => {
  it("is bad when it is not there", async () => {
    const { folders, find } = await wellInstallation();
    expect((await find("vault", "vault.readable"))?.state).toBe("good");
    await rm(folders.vault, { recursive: true });
    expect(await find("vault", "vault.readable")).toMatchObject({ state: "bad" });
  });

  it("is bad when an archive is damaged, and warned of when nobody reads it back", async () => {
    const { ctx, site, run } = await runningInstallation();
    await run(await planOf(ctx, site));
    const found = async (id: string) =>
      (await examine(ctx, machine, ["vault"])).findings.find((each) => each.id === id)?.state;
    expect(await found("vault.damage")).toBe("good");
    expect(await found("vault.checked")).toBe("warning");
    await ctx.db.update(tables.archives).set({ damaged: "a pack is gone" });
    expect(await found("vault.damage")).toBe("bad");
  });
});

describe("the worker", () => {
  it("is bad when it is silent, unless another clock does its work", async () => {
    const { ctx, shift, find } = await wellInstallation();
    expect((await find("worker", "worker.alive"))?.state).toBe("good");
    expect((await find("worker", "worker.supervisor"))?.state).toBe("unknown");
    await shift?.end();
    expect((await find("worker", "worker.alive"))?.state).toBe("bad");
    expect((await find("worker", "worker.supervisor"))?.state).toBe("warning");
    await changeSettings(ctx, { anotherClock: true });
    expect((await find("worker", "worker.alive"))?.state).toBe("unknown");
  });

  it("is bad when two of them hold a lease", async () => {
    const { ctx, clock, find } = await wellInstallation();
    const leaseUntil = new Date(clock.now().getTime() + 10_000);
    const second = { id: newId(), term: 99, pid: 4242, host: "elsewhere" };
    await ctx.db.insert(tables.workers).values({ ...second, startedAt: clock.now(), leaseUntil });
    const found = await find("worker", "worker.single");
    expect(found).toMatchObject({
      state: "bad",
      sentence: expect.stringContaining("4242 on elsewhere"),
    });
  });

  it("has a supervisor while one holds its lock", async () => {
    const { folders, find } = await wellInstallation();
    const lock = new DatabaseSync(path.join(folders.locks, "supervisor.lock"));
    onTestFinished(() => lock.close());
    lock.exec("begin exclusive");
    expect((await find("worker", "worker.supervisor"))?.state).toBe("good");
  });

  it("is warned of when it lets no old events go", async () => {
    const { clock, find } = await wellInstallation();
    clock.advance(eventKeepMs + 2 * 86_400_000);
    expect((await find("worker", "events.kept"))?.state).toBe("warning");
  });
});

describe("mail", () => {
  const input = (port: string) => ({
    name: "Ops",
    kind: "mail" as const,
    settings: {
      ...{ host: "localhost", port, security: "none" },
      ...{ from: "holdfast@example.org", to: "noc@example.org" },
    },
  });

  it("is warned of while nobody is told by it, and good once it is taken", async () => {
    const { ctx, find } = await wellInstallation();
    const none = await find("mail", "mail.channel");
    expect(none).toMatchObject({ state: "warning", page: { path: "/alarms/channels/new" } });
    const { port } = await mailServer();
    const { id } = await createChannel(ctx, input(port), sendMeans.key);
    await testChannel(ctx, { id }, sendMeans);
    expect((await find("mail", "mail.channel"))?.state).toBe("good");
    await enableChannel(ctx, { id, enabled: false });
    expect((await find("mail", "mail.channel"))?.state).toBe("warning");
  });

  it("is bad while its server refuses", async () => {
    const { ctx, find } = await wellInstallation();
    const { port } = await mailServer({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error("5.1.1 No such user"), { responseCode: 550 })),
    });
    const { id } = await createChannel(ctx, input(port), sendMeans.key);
    await testChannel(ctx, { id }, sendMeans);
    const found = await find("mail", "mail.channel");
    expect(found).toMatchObject({ state: "bad", page: { path: `/alarms/channels/${id}` } });
    expect(found?.sentence).toContain("No such user");
  });
});
