import { buffer } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { fromBuffer } from "yauzl";
import { listActivity } from "#lib/access";
import { tables } from "#lib/db";
import { installation } from "../../test/installation.ts";
import { keepTexts } from "../../test/kept-texts.ts";
import { exportVersions } from "./export.ts";
import { fileNames } from "./file-names.ts";
import { listVersions } from "./read.ts";

/** Names and texts of a ZIP. */
function unpack(zip: Buffer): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (failed, file) => {
      if (failed) return reject(failed);
      const found: Record<string, string> = {};
      file.on("entry", (entry) =>
        file.openReadStream(entry, async (error, stream) => {
          if (error) return reject(error);
          found[entry.fileName] = (await buffer(stream)).toString();
          file.readEntry();
        }),
      );
      file.on("end", () => resolve(found));
      file.readEntry();
    });
  });
}

async function fleet() {
  const { ctx } = await installation();
  const ids = await keepTexts(ctx, [
    { name: "core-1", texts: ["a\n", "secret b\n"] },
    { name: "Core/2: <x>", texts: ["c\n"] },
  ]);
  const all = await Promise.all(ids.map((deviceId) => listVersions(ctx, { deviceId })));
  return { ctx, versions: all.flat() };
}

describe("an export", () => {
  it("is one ZIP with a text for each version, the only one of a device under its name", async () => {
    const { ctx, versions } = await fleet();
    const active = versions.filter(({ state }) => state === "active").map(({ id }) => id);
    const made = await exportVersions(ctx, { versionIds: [...active, ...active, "unknown"] });
    expect(made).toMatchObject({ name: "configs-20260310T120000Z.zip", count: 2 });
    expect(await unpack(await buffer(made.stream))).toEqual({
      "core-1.cfg": "secret b\n",
      "Core_2_ _x_.cfg": "c\n",
    });
    const every = await exportVersions(ctx, { versionIds: versions.map(({ id }) => id) });
    expect(Object.keys(await unpack(await buffer(every.stream)))).toEqual([
      "Core_2_ _x_.cfg",
      "core-1-version-1.cfg",
      "core-1-version-2.cfg",
    ]);
  });

  it("stands in the activity trail with what it holds, and none of its text", async () => {
    const { ctx, versions } = await fleet();
    const { stream } = await exportVersions(ctx, { versionIds: versions.map(({ id }) => id) });
    stream.destroy();
    const { rows } = await listActivity(ctx, { action: "version:download" });
    expect(rows).toMatchObject([
      {
        subject: { name: "3 versions" },
        after: { versions: "Core/2: <x>, version 1\ncore-1, version 1\ncore-1, version 2" },
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain("secret");
  });

  it("names what it could not read, and has the rest", async () => {
    const { ctx, versions } = await fleet();
    const damaged = versions.find(({ state }) => state === "past");
    const sha256 = damaged?.sha256 ?? "";
    await ctx.db
      .update(tables.configTexts)
      .set({ deflated: Buffer.from("x") })
      .where(eq(tables.configTexts.sha256, sha256));
    const { stream } = await exportVersions(ctx, { versionIds: versions.map(({ id }) => id) });
    const found = await unpack(await buffer(stream));
    expect(Object.keys(found)).toEqual(["Core_2_ _x_.cfg", "core-1-version-2.cfg", "missing.txt"]);
    expect(found["missing.txt"]).toContain("core-1-version-1.cfg: The stored text");
  });

  it("of nothing, or of what is not there, is refused", async () => {
    const { ctx } = await fleet();
    const none = exportVersions(ctx, { versionIds: [] });
    await expect(none).rejects.toMatchObject({ causeName: "invalid" });
    const unknown = exportVersions(ctx, { versionIds: ["unknown"] });
    await expect(unknown).rejects.toMatchObject({ causeName: "not-found" });
  });

  it("reads no further once its reader has gone", async () => {
    const { ctx, versions } = await fleet();
    const { stream } = await exportVersions(ctx, { versionIds: versions.map(({ id }) => id) });
    const unhandled = vi.fn();
    process.once("unhandledRejection", unhandled);
    stream.destroy();
    await new Promise((resolve) => stream.once("close", resolve));
    await new Promise(setImmediate);
    process.off("unhandledRejection", unhandled);
    expect(stream.destroyed).toBe(true);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe("names of exported files", () => {
  it.each([
    ["con", "con_.cfg"],
    ["nul.lab", "nul_.lab.cfg"],
    ["a\\b", "a%5Cb.cfg"],
    ["../../etc", "__.._etc.cfg"],
    ["a. .", "a.cfg"],
    ["\u202eabc", "_abc.cfg"],
  ])("%s is safe on every system", (device, name) => {
    expect(fileNames([{ device, number: 1, alone: true }])).toEqual([name]);
  });

  it("are none twice, whatever the case", () => {
    const named = ["A:", "a?", "a_"].map((device) => ({ device, number: 1, alone: true }));
    expect(fileNames(named)).toEqual(["A_.cfg", "a_~2.cfg", "a_~3.cfg"]);
  });
});
