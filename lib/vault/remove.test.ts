import { appendFile, lstat, readdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { fileEntry, filesIn, keptArchive, newVault, prune, verified } from "../../test/vault.ts";
import { removeArchive, vaultSpace } from "./index.ts";

describe("removing an archive", () => {
  it("takes this one alone, and twice is as good as once", async () => {
    const place = await newVault();
    const one = await keptArchive(place, [fileEntry("media/photos/a", "one")]);
    const two = await keptArchive(place, [fileEntry("media/photos/a", "two")]);
    await removeArchive(place, one.file);
    expect(await filesIn(place, "archives")).toEqual([path.basename(two.file)]);
    await removeArchive(place, one.file);
    await verified(place, two);
    await removeArchive(place, "archives/plan-gone/2026-03-10T02-00-00Z-run-1-0000beef.zip");
  });

  it("never reaches a file that is no archive of this vault", async () => {
    const place = await newVault();
    const outside = path.join(place.folder, "archives", "precious");
    await writeFile(outside, "precious");
    for (const name of ["archives/precious", "vault.json", "../x.zip", "archives/../vault.json"]) {
      await expect(removeArchive(place, name), name).rejects.toMatchObject({
        causeName: "archive-missing",
      });
    }
    expect((await readdir(place.folder)).toSorted()).toEqual(["archives", "tmp", "vault.json"]);
    await expect(lstat(outside)).resolves.toBeDefined();
  });

  it("removes a link that somebody put in its place, not what the link leads to", async () => {
    const place = await newVault();
    const kept = await keptArchive(place, [fileEntry("media/photos/a", "one")]);
    const file = path.join(place.folder, kept.file);
    const elsewhere = path.join(place.folder, "moved.zip");
    await writeFile(elsewhere, "elsewhere");
    await rm(file);
    await symlink(elsewhere, file);
    await removeArchive(place, kept.file);
    expect(await filesIn(place, "archives")).toEqual([]);
    await expect(lstat(elsewhere)).resolves.toBeDefined();
  });
});

describe("the space of the vault", () => {
  it("is what all archives take, and what the disk has left", async () => {
    const place = await newVault();
    expect((await vaultSpace(place)).archiveBytes).toBe(0);
    const one = await keptArchive(place, [fileEntry("media/photos/a", "one")]);
    const manifest = { plan: { id: "plan-2", name: "other" }, run: { id: "run-2", number: 18 } };
    const facts = { createdAt: new Date("2026-03-11T02:00:00Z"), timeZone: "UTC" };
    const more = { ...manifest, ...facts, host: "shop-1", version: "0.1.0" };
    const two = await keptArchive(place, [fileEntry("media/photos/a", "two")], { manifest: more });
    await appendFile(path.join(place.folder, "tmp", "half.part"), "not an archive yet");
    const space = await vaultSpace(place);
    expect(space.archiveBytes).toBe(one.storedBytes + two.storedBytes);
    expect(space.freeBytes).toBeGreaterThan(0);
    expect(space.totalBytes).toBeGreaterThan(space.freeBytes);
    await removeArchive(place, one.file);
    await prune(place);
    expect((await vaultSpace(place)).archiveBytes).toBe(two.storedBytes);
  });

  it("of a vault that is not there is a failure, never nothing", async () => {
    const place = await newVault();
    await rm(place.folder, { recursive: true });
    await expect(vaultSpace(place)).rejects.toMatchObject({
      causeName: "disk-error",
      facts: { detail: "ENOENT" },
    });
  });
});
