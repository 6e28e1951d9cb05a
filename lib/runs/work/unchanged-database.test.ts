import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import { planOf, runningInstallation } from "../../../test/running.ts";
import { listArchiveEntries, type RunDetail } from "../index.ts";

it("a database nobody wrote to is not opened again, and every write makes a new snapshot", async () => {
  // Later than any write of this test, so that none is too fresh to be sure of.
  const { ctx, site, run } = await runningInstallation("2040-03-10T02:00:00Z");
  const database = new DatabaseSync(path.join(site, "app.db"));
  onTestFinished(() => database.close());
  database.exec("PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0");
  database.exec("insert into notes values ('second')");
  const config = { engine: "sqlite" as const, path: path.join(site, "app.db") };
  const plan = await planOf(ctx, site, { sources: [{ kind: "database", config }] });
  const seen = async (done: RunDetail) => {
    const asked = { run: done.id, search: "app.db", offset: 0, limit: 10 };
    const [entry] = (await listArchiveEntries(ctx, asked)).entries;
    const step = done.steps.find(({ name }) => name === "app.db");
    return { state: done.state, sha256: entry?.sha256, said: step?.message };
  };
  const first = await seen(await run(plan));
  const second = await seen(await run(plan));
  expect(first.said).toMatch(/^A snapshot was taken/);
  expect(second).toMatchObject({ state: "succeeded", sha256: first.sha256 });
  expect(second.said).toMatch(/^Unchanged since the archive before: it was not opened/);

  // As long as before, and only in the write-ahead log.
  database.exec("update notes set text = 'others' where text = 'second'");
  const third = await seen(await run(plan));
  expect(third.said).toMatch(/^A snapshot was taken/);
  expect(third.sha256).not.toBe(first.sha256);
});
