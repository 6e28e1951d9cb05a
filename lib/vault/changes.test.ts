import { describe, expect, it } from "vitest";
import type { Entry } from "#lib/entries";
import { fileEntry, folderEntry, keptArchive, linkEntry, newVault } from "../../test/vault.ts";
import { type EntryChange, listChanges, listFolder } from "./index.ts";

const page = { offset: 0, limit: 1_000 };

/** Many files that stay, so that the listing has parts both archives share. */
const staying = () => {
  const names = Array.from({ length: 400 }, (_, number) => `media/all/${1_000 + number}.txt`);
  return names.map((name) => fileEntry(name, name));
};

const older = (): Entry[] => [
  ...staying(),
  folderEntry("media/etc"),
  fileEntry("media/etc/kept.conf", "kept"),
  fileEntry("media/etc/edited.conf", "before"),
  fileEntry("media/etc/removed.conf", "removed"),
  fileEntry("media/etc/old/deep.conf", "deep"),
  linkEntry("media/etc/link", "kept.conf"),
];

const newer = (): Entry[] => [
  ...staying(),
  folderEntry("media/etc"),
  fileEntry("media/etc/kept.conf", "kept", { modified: new Date("2026-04-01T00:00:00Z") }),
  fileEntry("media/etc/edited.conf", "behind"),
  fileEntry("media/etc/added.conf", "added"),
  linkEntry("media/etc/link", "added.conf"),
];

async function two() {
  const place = await newVault();
  const before = (await keptArchive(place, older())).file;
  const { file } = await keptArchive(place, newer());
  return { place, file, before };
}

describe("an archive against the one before", () => {
  it("has new, changed and gone entries; a time alone is no change", async () => {
    const { place, file, before } = await two();
    const list = async (change: EntryChange) => {
      const found = await listChanges(place, file, { ...page, before, change });
      expect(found.changes).toEqual({ new: 1, changed: 2, gone: 2 });
      return found.entries.map(({ path }) => path);
    };
    expect(await list("new")).toEqual(["media/etc/added.conf"]);
    expect(await list("changed")).toEqual(["media/etc/edited.conf", "media/etc/link"]);
    expect(await list("gone")).toEqual(["media/etc/removed.conf", "media/etc/old/deep.conf"]);
    const same = await listChanges(place, file, { ...page, before, change: "same", limit: 2 });
    expect([same.total, same.entries.length]).toEqual([402, 2]);
  });

  it("marks each entry that a search finds", async () => {
    const { place, file, before } = await two();
    const query = { ...page, before, search: ".conf", prefix: "media/etc/" };
    const { entries, total } = await listChanges(place, file, query);
    expect(total).toBe(3);
    expect(entries.map(({ path, change }) => `${path.slice(10)} ${change}`)).toEqual([
      "kept.conf same",
      "edited.conf changed",
      "added.conf new",
    ]);
  });

  it("shows in a folder what became of each item, what is gone among them", async () => {
    const { place, file, before } = await two();
    const look = async (folder: string) => {
      const { items, changes } = await listFolder(place, file, { ...page, folder, before });
      expect(changes).toEqual({ new: 1, changed: 2, gone: 2 });
      return items.map(({ name, kind, change, entries }) =>
        [name, kind, change, entries].join(" "),
      );
    };
    expect(await look("media/etc/")).toEqual([
      "old folder gone 0",
      "added.conf file new 0",
      "edited.conf file changed 0",
      "kept.conf file same 0",
      "link link changed 0",
      "removed.conf file gone 0",
    ]);
    const { items } = await listFolder(place, file, { ...page, folder: "media/", before });
    expect(items.map(({ name, change, below }) => ({ name, change, below }))).toEqual([
      { name: "all", change: "same", below: { new: 0, changed: 0, gone: 0 } },
      { name: "etc", change: "same", below: { new: 1, changed: 2, gone: 2 } },
    ]);
  });

  it("says nothing of changes where there is none before", async () => {
    const { place, file } = await two();
    const { items, changes } = await listFolder(place, file, { ...page, folder: "media/etc/" });
    expect(items.every(({ change }) => change === null)).toBe(true);
    expect(changes).toEqual({ new: 0, changed: 0, gone: 0 });
  });

  it("tells them apart the other way round as well, and finds none against itself", async () => {
    const { place, file, before } = await two();
    const { total } = await listChanges(place, before, { ...page, before: file, change: "new" });
    expect(total).toBe(2);
    const itself = await listChanges(place, file, { ...page, before: file, change: "changed" });
    expect(itself).toEqual({ entries: [], total: 0, changes: { new: 0, changed: 0, gone: 0 } });
  });
});
