import { rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { failureOf } from "../../test/failing.ts";
import { planOf, runningInstallation } from "../../test/running.ts";
import {
  deleteArchive,
  emptyBin,
  findArchive,
  listArchiveChanges,
  listArchiveFolder,
  listArchives,
} from "./index.ts";

const page = { offset: 0, limit: 100 };

describe("the archives of an installation", () => {
  it("are walked folder by folder, folders first, with what lies below them", async () => {
    const { ctx, site, run } = await runningInstallation();
    const { number } = await run(await planOf(ctx, site));
    const look = async (folder: string) => {
      const { items } = await listArchiveFolder(ctx, { run: String(number), folder, ...page });
      return items.map(({ name, kind, entries }) => `${name} ${kind} ${entries}`);
    };
    expect(await look("")).toEqual([
      "databases folder 1",
      "files folder 2",
      "logs folder 2",
      "media folder 13",
    ]);
    expect(await look("media/")).toEqual(["media folder 12"]);
    expect((await look("media/media/")).slice(0, 2)).toEqual([
      "picture-0.jpg file 0",
      "picture-1.jpg file 0",
    ]);
    expect(await look("nowhere/")).toEqual([]);
  });

  it("are held against the one before of their plan, where there is one", async () => {
    const { ctx, site, run } = await runningInstallation();
    const plan = await planOf(ctx, site);
    const first = await run(plan);
    await writeFile(path.join(site, "media", "added.jpg"), "added");
    await rm(path.join(site, "media", "picture-0.jpg"));
    const second = await run(plan);
    const look = async (number: number) => {
      const asked = { run: String(number), folder: "media/media/", ...page };
      const { items, against, changes } = await listArchiveFolder(ctx, asked);
      const marks = items.filter(({ change }) => change !== null && change !== "same");
      return { against, changes, marks: marks.map(({ name, change }) => `${name} ${change}`) };
    };
    const none = { new: 0, changed: 0, gone: 0 };
    expect(await look(first.number)).toEqual({ against: null, changes: none, marks: [] });
    expect(await look(second.number)).toEqual({
      against: first.number,
      changes: { new: 1, changed: 0, gone: 1 },
      marks: ["added.jpg new", "picture-0.jpg gone"],
    });
    const asked = { run: String(second.number), change: "gone", ...page } as const;
    const { entries } = await listArchiveChanges(ctx, asked);
    expect(entries.map((entry) => entry.path)).toEqual(["media/media/picture-0.jpg"]);
    await deleteArchive(ctx, { run: String(first.number), why: "room is needed" });
    expect((await look(second.number)).against).toBe(null);
  });

  it("are listed newest first by plan and state, each with what it is without", async () => {
    const { ctx, site, run } = await runningInstallation();
    const plan = await planOf(ctx, site);
    const good = await run(plan);
    await rename(path.join(site, "media"), path.join(site, "elsewhere"));
    const partial = await run(plan);
    const list = async (state?: "good" | "partial" | "let-go") => {
      const { archives, total } = await listArchives(ctx, { planId: plan.id, state, limit: 10 });
      expect(total).toBe(archives.length);
      return archives.map((archive) => [archive.run.number, archive.without]);
    };
    expect(await list()).toEqual([
      [partial.number, ["media"]],
      [good.number, []],
    ]);
    expect(await list("good")).toEqual([[good.number, []]]);
    expect(await list("partial")).toEqual([[partial.number, ["media"]]]);
    expect(await list("let-go")).toEqual([]);
    const { sources = [] } = (await findArchive(ctx, partial.id)) ?? {};
    expect(sources.map(({ name, yielded }) => `${name} ${yielded}`).sort()).toEqual([
      "app.db true",
      "etc true",
      "log true",
      "media false",
    ]);
  });

  it("that were let go are still known, and not read any more", async () => {
    const { ctx, site, run } = await runningInstallation();
    const { number } = await run(await planOf(ctx, site));
    await deleteArchive(ctx, { run: String(number), why: "room is needed" });
    const asked = { run: String(number), folder: "", ...page };
    expect(await failureOf(() => listArchiveFolder(ctx, asked))).toMatch(/^archive-in-bin/);
    await emptyBin(ctx, new AbortController().signal);
    expect(await failureOf(() => listArchiveFolder(ctx, asked))).toMatch(/^archive-let-go/);
    expect((await findArchive(ctx, String(number)))?.letGoAt).not.toBeNull();
    expect(await failureOf(() => listArchiveFolder(ctx, { ...asked, run: "99" }))).toMatch(
      /^not-found/,
    );
  });
});
