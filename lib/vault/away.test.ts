import { mkdir, readdir, rename } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { beforeEach, describe, expect, it } from "vitest";
import { archive } from "../../test/disk/life.ts";
import { type Step, systemError, watching } from "../../test/disk/watched-disk.ts";
import { examined, newVault, prune, verified } from "../../test/vault.ts";
import { beginVault, type KeptArchive, readArchiveFile, type VaultPlace } from "./index.ts";

let place: VaultPlace;
let kept: KeptArchive;

beforeEach(async () => {
  const { folder } = await newVault();
  place = { folder, id: (await beginVault({ folder })).id };
  kept = await archive(place, { plan: 1, round: 1 });
});

/** Whatever anybody does with a vault, but reading what is there. */
const works = {
  "a run": () => archive(place, { plan: 1, round: 2 }, kept.file),
  pruning: () => prune(place),
  "a check": () => examined(place, [kept]),
  "reading back": () => verified(place, kept),
  "a download": () => readArchiveFile(place, kept.file),
};

describe("a vault that is not there", () => {
  it("is never begun anew in the empty folder below its disk (fault 14)", async () => {
    await rename(place.folder, `${place.folder}-away`);
    await mkdir(place.folder);
    for (const [name, work] of Object.entries(works)) {
      const refused = { causeName: "vault-unavailable" };
      await expect(work(), name).rejects.toMatchObject(refused);
    }
    expect(await readdir(place.folder)).toEqual([]);
  });

  it("is not taken for another one that is mounted in its place (fault 10)", async () => {
    await rename(place.folder, `${place.folder}-away`);
    await mkdir(place.folder);
    await beginVault({ folder: place.folder });
    const before = await readdir(place.folder, { recursive: true });
    for (const work of [works["a run"], works.pruning, works["a check"]]) {
      await expect(work()).rejects.toMatchObject({ causeName: "vault-unavailable" });
    }
    await expect(works["a download"]()).rejects.toMatchObject({ causeName: "archive-missing" });
    expect(await readdir(place.folder, { recursive: true })).toEqual(before);
  });
});

it("a vault that may only be read gives its archives, and says so to whoever writes (fault 6)", async () => {
  const before = (step: Step) =>
    step.kind.startsWith("sync") ? null : { error: systemError("EROFS", step) };
  const left = await readdir(place.folder, { recursive: true });
  await watching(place.folder, { before }, async () => {
    await expect(works["a run"]()).rejects.toMatchObject({ causeName: "disk-read-only" });
    expect((await examined(place, [kept])).damaged).toEqual([]);
    await verified(place, kept);
    const { size, open } = await readArchiveFile(place, kept.file);
    expect((await buffer(open())).length).toBe(size);
  });
  expect(await readdir(place.folder, { recursive: true })).toEqual(left);
});
