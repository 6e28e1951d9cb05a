import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { systemActor } from "#lib/access";
import { tables } from "#lib/db";
import { failureOf } from "../../test/failing.ts";
import { planOf, runningInstallation } from "../../test/running.ts";
import { deleteArchive, findArchive, noteArchive, pinArchive, unpinArchive } from "./index.ts";

describe("a pinned archive", () => {
  it("is let go neither by retention nor by a person, until it is unpinned", async () => {
    const { ctx, site, run } = await runningInstallation();
    const plan = await planOf(ctx, site, { retention: { keepLast: 1 } });
    const first = await run(plan);
    expect(await pinArchive(ctx, { run: first.id, note: " before the move " })).toBe(true);
    await run(plan);
    expect(await findArchive(ctx, first.id)).toMatchObject({
      letGoAt: null,
      pinnedBy: ctx.actor.name,
      note: "before the move",
      keptAs: ["pinned"],
    });
    const asked = { run: first.id, why: "room is needed" };
    expect(await failureOf(() => deleteArchive(ctx, asked))).toMatch(/^archive-pinned/);
    expect((await findArchive(ctx, first.id))?.letGoAt).toBeNull();
    expect(await unpinArchive(ctx, { run: first.id })).toBe(true);
    await run(plan);
    expect(await findArchive(ctx, first.id)).toMatchObject({
      letGoAt: expect.any(Date),
      note: "before the move",
    });
  });

  it("keeps the name of the person who pinned it first, and a person's note before the installation's", async () => {
    const { ctx, site, run } = await runningInstallation();
    const { id } = await run(await planOf(ctx, site));
    const installation = { ...ctx, actor: systemActor() };
    expect(await pinArchive(installation, { run: id, note: "the last good one" })).toBe(true);
    expect(await pinArchive(installation, { run: id })).toBe(false);
    expect(await pinArchive(ctx, { run: id })).toBe(true);
    expect(await pinArchive(installation, { run: id })).toBe(false);
    expect(await findArchive(ctx, id)).toMatchObject({
      pinnedBy: ctx.actor.name,
      note: "the last good one",
    });
    await noteArchive(ctx, { run: id, note: "for the audit" });
    await unpinArchive(ctx, { run: id });
    await pinArchive(installation, { run: id, note: "the last good one" });
    expect((await findArchive(ctx, id))?.note).toBe("for the audit");
    await noteArchive(ctx, { run: id, note: "" });
    expect((await findArchive(ctx, id))?.note).toBeNull();
    const lines = await ctx.db
      .select()
      .from(tables.activity)
      .where(eq(tables.activity.subjectKind, "archive"));
    expect(lines.map(({ action }) => action)).toEqual([
      "archive:pin",
      "archive:pin",
      "archive:note",
      "archive:pin",
      "archive:pin",
      "archive:note",
    ]);
  });

  it("has a note of 500 characters at most", async () => {
    const { ctx, site, run } = await runningInstallation();
    const { id } = await run(await planOf(ctx, site));
    const note = "x".repeat(501);
    expect(await failureOf(() => noteArchive(ctx, { run: id, note }))).toMatch(/501 characters/);
    expect(await failureOf(() => pinArchive(ctx, { run: id, note }))).toMatch(/501 characters/);
    expect((await findArchive(ctx, id))?.pinnedAt).toBeNull();
  });
});
