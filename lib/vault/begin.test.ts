import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { fixedClock, temporaryFolder } from "../../test/installation.ts";
import { examined, fileEntry, keptArchive, newVault, prune } from "../../test/vault.ts";
import { beginVault, checkVault } from "./index.ts";

const markerOf = (folder: string) => path.join(folder, "vault.json");

describe("beginning a vault", () => {
  it("leaves a marker with format, id and time, for the owner alone", async () => {
    const folder = path.join(await temporaryFolder(), "vault");
    const { id } = await beginVault({ folder }, fixedClock("2026-03-10T12:00:00Z"));
    const marker = JSON.parse(await readFile(markerOf(folder), "utf8"));
    expect(marker).toEqual({ format: 2, id, createdAt: "2026-03-10T12:00:00.000Z" });
    for (const name of ["", "archives", "tmp"]) {
      expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o700);
    }
    expect((await stat(markerOf(folder))).mode & 0o777).toBe(0o600);
    await checkVault({ folder });
  });

  it("takes the empty folder of a fresh disk, lost+found and all", async () => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, "lost+found"));
    await beginVault({ folder });
    await checkVault({ folder });
  });

  it("goes on where an earlier beginning was killed", async () => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, "archives"));
    await writeFile(path.join(folder, "vault.json.new"), '{"for');
    await beginVault({ folder });
    await checkVault({ folder });
    expect((await readdir(folder)).toSorted()).toEqual(["archives", "tmp", "vault.json"]);
  });

  it("gives the same id when an unused vault is begun once more", async () => {
    const place = await newVault();
    expect(await beginVault(place)).toEqual(await beginVault(place));
  });

  it("refuses a folder that holds archives or anything else, and leaves it as it is", async () => {
    const place = await newVault();
    await keptArchive(place, [fileEntry("media/photos/a", "a")]);
    await expect(beginVault(place)).rejects.toMatchObject({
      causeName: "vault-unavailable",
      message: expect.stringContaining("already holds archives"),
    });
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, "thesis.odt"), "mine");
    await expect(beginVault({ folder })).rejects.toMatchObject({ causeName: "vault-unavailable" });
    expect(await readdir(folder)).toEqual(["thesis.odt"]);
  });
});

describe("checking a vault", () => {
  it("takes a folder without marker for an unmounted disk, and begins nothing there", async () => {
    const folder = await temporaryFolder();
    await expect(checkVault({ folder })).rejects.toMatchObject({
      causeName: "vault-unavailable",
      message: expect.stringContaining("may not be mounted"),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it("says so when the folder does not exist", async () => {
    const folder = path.join(await temporaryFolder(), "gone");
    await expect(checkVault({ folder })).rejects.toMatchObject({
      causeName: "vault-unavailable",
      message: expect.stringContaining("does not exist"),
    });
  });

  it("refuses a marker that is damaged or not ours", async () => {
    const place = await newVault();
    for (const text of ["", "{", '{"format":1}', "[]", "x".repeat(100_000)]) {
      await writeFile(markerOf(place.folder), text);
      await expect(checkVault(place)).rejects.toMatchObject({ causeName: "vault-unavailable" });
    }
  });

  it("refuses a vault of a newer format with a sentence, and writes nothing (fault 30)", async () => {
    const place = await newVault();
    const marker = { format: 3, id: "x", createdAt: "2030-01-01T00:00:00.000Z" };
    await writeFile(markerOf(place.folder), JSON.stringify(marker));
    await expect(checkVault(place)).rejects.toMatchObject({
      causeName: "vault-newer",
      message: expect.stringContaining("format 3, this one knows 2"),
    });
    const before = await readdir(place.folder, { recursive: true });
    const refused = { causeName: "vault-newer" };
    await expect(keptArchive(place, [fileEntry("media/photos/a", "a")])).rejects.toMatchObject(
      refused,
    );
    await expect(prune(place)).rejects.toMatchObject(refused);
    await expect(examined(place, [])).rejects.toMatchObject(refused);
    expect(await readdir(place.folder, { recursive: true })).toEqual(before);
  });

  it("refuses the vault of another installation where its own id is known", async () => {
    const place = await newVault();
    const { id } = await beginVault(place);
    await checkVault({ ...place, id });
    await expect(checkVault({ ...place, id: "another" })).rejects.toMatchObject({
      causeName: "vault-unavailable",
      message: expect.stringContaining("another installation"),
    });
  });
});
