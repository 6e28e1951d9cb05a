import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { planOf, runningInstallation } from "../../test/running.ts";
import { listArchives, storageUse } from "./index.ts";

describe("what the vault takes", () => {
  it("is what its archives added, not what each of them is as a ZIP", async () => {
    const { ctx, site, run } = await runningInstallation();
    const plan = await planOf(ctx, site);
    await run(plan);
    await writeFile(path.join(site, "media", "added.jpg"), "added");
    await run(plan);
    const { archives } = await listArchives(ctx, { planId: plan.id, limit: 10 });
    const [second, first] = archives;
    const use = await storageUse(ctx);
    expect(second?.storedBytes).toBeLessThan(first?.storedBytes ?? 0);
    expect(use).toMatchObject({ archives: 2, archiveBytes: expect.any(Number) });
    expect(use.zipBytes).toBe(archives.reduce((sum, { bytes }) => sum + bytes, 0));
    const addedBytes = archives.reduce((sum, { storedBytes }) => sum + storedBytes, 0);
    const contentBytes = archives.reduce((sum, archive) => sum + archive.contentBytes, 0);
    expect(use.contentBytes).toBe(contentBytes);
    expect(use.byPlan).toEqual([
      {
        plan: { id: plan.id, name: plan.name },
        archives: 2,
        bytes: addedBytes,
        contentBytes,
        monthBytes: addedBytes,
      },
    ]);
    const names = use.bySource.map(({ source }) => source.name).toSorted();
    expect(names).toEqual(plan.sources.map(({ name }) => name).toSorted());
    const sourceBytes = use.bySource.map(({ bytes }) => bytes);
    expect(sourceBytes).toEqual(sourceBytes.toSorted((a, b) => b - a));
    const shares = sourceBytes.reduce((sum, bytes) => sum + bytes, 0);
    expect(Math.abs(shares - addedBytes)).toBeLessThan(use.bySource.length);
    expect(use.bySource.map(({ archives, plan: { id } }) => [archives, id])).toEqual(
      plan.sources.map(() => [2, plan.id]),
    );
    expect(use.daily).toHaveLength(90);
    expect(use.daily.at(-1)?.bytes).toBe(use.archiveBytes);
    expect(use.daily.at(-2)?.bytes).toBe(0);
  });
});
