import { rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { listActivity } from "#lib/access";
import { eventsAfter } from "#lib/events";
import { fail } from "#lib/failures";
import { acceptSource, findArchive, listArchiveEntries, listMessages } from "#lib/runs";
import { planOf, runningInstallation } from "../../../test/running.ts";

describe("a run", () => {
  it("gathers every source into one archive, reads it back, and only then is it good", async () => {
    const { ctx, site, run } = await runningInstallation();
    const done = await run(await planOf(ctx, site));
    expect(done.state).toBe("succeeded");
    expect(done.steps.map((step) => `${step.name}: ${step.state}`)).toEqual([
      "Prepare: succeeded",
      "app.db: succeeded",
      "media: succeeded",
      "log: succeeded",
      "etc: succeeded",
      "Archive: succeeded",
      "Verify: succeeded",
      "Retention: succeeded",
    ]);
    expect(done.archive).toMatchObject({ good: true, without: [] });
    expect(done.archive?.verifiedAt).not.toBeNull();
    const kinds = (await eventsAfter(ctx.db, 0)).map(({ kind }) => kind);
    expect(kinds).toContain("run.ended");
    expect(kinds).not.toContain("run.progress"); // it has ended: nobody waits for that any more

    const { entries } = await listArchiveEntries(ctx, { run: done.id, offset: 0, limit: 100 });
    const paths = entries.map((entry) => entry.path);
    expect(paths).toContain("databases/app.db/app.db");
    expect(paths).toContain("media/media/picture-3.jpg");
    expect(paths).toContain("logs/log/app.log");
    expect(paths).toContain("files/etc/app.conf");
  });

  it("goes on without a source that failed, lists the archive as without it, and lets nothing go", async () => {
    const { ctx, site, run } = await runningInstallation();
    const plan = await planOf(ctx, site, { retention: { keepLast: 1 } });
    const first = await run(plan);
    await rename(path.join(site, "media"), path.join(site, "media-unmounted"));
    const second = await run(plan);

    expect(second.state).toBe("warnings");
    expect(second.archive).toMatchObject({ good: false, without: ["media"] });
    expect(second.steps.find((step) => step.name === "media")).toMatchObject({
      state: "failed",
      error: { cause: "source-missing" },
    });
    expect(second.steps.at(-1)).toMatchObject({ name: "Retention", state: "skipped" });
    expect((await findArchive(ctx, first.id))?.letGoAt).toBeNull();
  });

  it("makes no archive when no source gave anything (fault 14)", async () => {
    const { ctx, site, run } = await runningInstallation();
    const plan = await planOf(ctx, site);
    await rm(site, { recursive: true });
    const done = await run(plan);
    expect(done).toMatchObject({
      state: "failed",
      archive: null,
      error: { cause: "nothing-yielded" },
    });
    expect(done.steps.at(-1)?.state).toBe("skipped");
  });

  it("does not believe a folder that is suddenly empty, until a person accepts it (fault 14)", async () => {
    const { ctx, site, run } = await runningInstallation();
    const plan = await planOf(ctx, site);
    await run(plan);
    for (let index = 0; index < 12; index++)
      await rm(path.join(site, "media", `picture-${index}.jpg`));

    const refused = await run(plan);
    const step = refused.steps.find((each) => each.name === "media");
    expect(step?.error).toMatchObject({ cause: "source-empty" });
    expect(refused.archive).toMatchObject({ good: false, without: ["media"] });

    const asked = { runId: refused.id, sourceId: step?.sourceId ?? "" };
    await expect(acceptSource(ctx, { ...asked, why: " " })).rejects.toThrow(/reason/);
    await acceptSource(ctx, { ...asked, why: "The pictures moved to another server." });
    const accepted = await run(plan);
    expect(accepted).toMatchObject({ state: "succeeded", archive: { good: true } });
    const trail = await listActivity(ctx, { action: "run:accept", offset: 0, limit: 10 });
    expect(trail.rows[0]?.after).toMatchObject({ why: "The pictures moved to another server." });
  });

  it("lets go what retention no longer keeps, and says which and why", async () => {
    const { ctx, site, run, clock } = await runningInstallation();
    const plan = await planOf(ctx, site, { retention: { keepLast: 2 } });
    const first = await run(plan);
    for (let index = 0; index < 2; index++) {
      clock.advance(3_600_000);
      await run(plan);
    }
    expect(await findArchive(ctx, first.id)).toMatchObject({
      letGoBecause: "retention: no rule keeps it any more",
    });
    await expect(listArchiveEntries(ctx, { run: first.id, offset: 0, limit: 1 })).rejects.toThrow(
      /let go/,
    );
  });

  it("lets nothing go while the clock may have been set a year ahead (fault 23)", async () => {
    const { ctx, site, run, clock } = await runningInstallation();
    const plan = await planOf(ctx, site, { retention: { keepWithin: "1d" } });
    const first = await run(plan);
    clock.advance(3_600_000);
    await run(plan);
    clock.advance(366 * 86_400_000);
    const ahead = await run(plan);
    expect(ahead).toMatchObject({ state: "succeeded", archive: { good: true } });
    expect(ahead.steps.at(-1)).toMatchObject({ state: "skipped" });
    expect(ahead.steps.at(-1)?.message).toContain("366 days apart");
    expect((await findArchive(ctx, first.id))?.letGoAt).toBeNull();
  });

  it("ends as cancelled and keeps nothing when it is stopped by a person (fault 32)", async () => {
    const { ctx, site, run } = await runningInstallation();
    const stop = AbortSignal.abort(fail("cancelled", { by: "ada" }));
    const done = await run(await planOf(ctx, site), stop);
    expect(done).toMatchObject({
      state: "cancelled",
      archive: null,
      error: { cause: "cancelled" },
    });
  });

  it("names a warning in its log and counts it", async () => {
    const { ctx, site, run } = await runningInstallation();
    const { execFileSync } = await import("node:child_process");
    execFileSync("mkfifo", [path.join(site, "media", "pipe")]);
    const done = await run(await planOf(ctx, site));
    expect(done).toMatchObject({ state: "warnings", archive: { good: true } });
    const messages = await listMessages(ctx, { runId: done.id, levels: ["warning"], limit: 10 });
    expect(messages.map((message) => message.cause)).toEqual(["entry-special"]);
    expect(done.warningCount).toBe(1);
  });

  it("takes what changed since the last run", async () => {
    const { ctx, site, run } = await runningInstallation();
    const plan = await planOf(ctx, site);
    await run(plan);
    await writeFile(path.join(site, "etc", "new.conf"), "x");
    const done = await run(plan);
    const { entries } = await listArchiveEntries(ctx, {
      run: done.id,
      search: "new.conf",
      offset: 0,
      limit: 10,
    });
    expect(entries.map((entry) => entry.path)).toEqual(["files/etc/new.conf"]);
  });
});
