import path from "node:path";
import { expect, it } from "vitest";
import type { PlanInput } from "#lib/plans/schema";
import { temporaryFolder } from "./installation.ts";
import { auditLedger, keepMoving, makeLedger } from "./ledger-database.ts";
import { planOf, runningInstallation } from "./running.ts";
import { filesIn, output, zipOf } from "./vault.ts";

it("databases that are written all the time come back from the archive with unzip, each in one committed state (faults 16, 34)", async () => {
  const { ctx, site, run, folders } = await runningInstallation();
  const journals = ["wal", "delete"] as const;
  for (const journal of journals) makeLedger(path.join(site, `${journal}.db`), journal);
  const writers = await Promise.all(
    journals.map((journal) => keepMoving(path.join(site, `${journal}.db`), 1)),
  );
  const sources = journals.map((journal) => ({
    kind: "database",
    config: { engine: "sqlite", path: path.join(site, `${journal}.db`) },
  })) as PlanInput["sources"];
  const plan = await planOf(ctx, site, { sources });
  const begun = writers.map((writer) => writer.moves());
  const done = await run(plan);
  expect(done).toMatchObject({ state: "succeeded", archive: { good: true, without: [] } });

  const [archive = ""] = await filesIn({ folder: folders.vault }, "archives");
  const restored = await temporaryFolder();
  const file = path.join("archives", plan.id, archive);
  const zip = await zipOf({ folder: folders.vault }, { file });
  await output("unzip", ["-q", zip, "-d", restored]);
  for (const [index, journal] of journals.entries()) {
    const file = path.join(restored, "databases", `${journal}.db`, `${journal}.db`);
    const audit = auditLedger(file);
    expect(audit, journal).toMatchObject({ check: "ok", balance: 0 });
    // Nothing older than what was there before the run, and the writers were never stopped.
    expect(audit.moves, journal).toBeGreaterThanOrEqual(begun[index] ?? 0);
    expect(begun[index], journal).toBeGreaterThan(0);
    const after = writers[index]?.moves() ?? 0;
    await expect.poll(() => writers[index]?.moves()).toBeGreaterThan(after);
  }
});
