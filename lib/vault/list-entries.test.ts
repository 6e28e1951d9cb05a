import { describe, expect, it } from "vitest";
import { archiveName } from "#lib/entries";
import { fileEntry, folderEntry, keptArchive, linkEntry, newVault } from "../../test/vault.ts";
import { listEntries, listedEntriesMax, listFolder, readManifestHead } from "./index.ts";

/** An archive of a small site. */
async function site() {
  const place = await newVault();
  const { text, bytes } = archiveName(Buffer.from([0x63, 0x61, 0x66, 0xe9]));
  const nameBytes = bytes && Buffer.concat([Buffer.from("media/photos/"), bytes]);
  const kept = await keptArchive(place, [
    fileEntry("databases/shop/shop.db", "12345"),
    folderEntry("media/photos"),
    fileEntry("media/photos/Über.JPG", "abc"),
    fileEntry("media/photos/2026/march.jpg", "abcd"),
    fileEntry("media/photos/2026/april.jpg", "abcdef"),
    linkEntry("media/photos/latest", "2026/april.jpg"),
    fileEntry(`media/photos/${text}`, "x", { nameBytes }),
  ]);
  return { place, file: kept.file };
}

const paths = (found: { entries: { path: string }[] }) => found.entries.map(({ path }) => path);

describe("listing an archive", () => {
  it("gives every entry with what is known of it, in the archive's order, and not the manifest", async () => {
    const { place, file } = await site();
    const found = await listEntries(place, file, { offset: 0, limit: 100 });
    expect(found.total).toBe(7);
    expect(paths(found)).toEqual([
      "databases/shop/shop.db",
      "media/photos",
      "media/photos/Über.JPG",
      "media/photos/2026/march.jpg",
      "media/photos/2026/april.jpg",
      "media/photos/latest",
      "media/photos/caf%E9",
    ]);
    const modified = new Date("2026-03-09T10:11:12.345Z");
    expect(found.entries[0]).toEqual({
      path: "databases/shop/shop.db",
      kind: "file",
      size: 5,
      mode: 0o640,
      modified,
      link: null,
      sha256: "5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5",
      nameBytes: null,
      staleSince: null,
      windows: null,
    });
    expect(found.entries[1]).toMatchObject({ kind: "folder", size: 0, mode: 0o750, sha256: null });
    expect(found.entries[5]).toMatchObject({ kind: "link", size: 0, link: "2026/april.jpg" });
    expect(found.entries[6]).toMatchObject({ nameBytes: "media/photos/caf\\xE9" });
  });

  it("gives one page, and how many there are altogether", async () => {
    const { place, file } = await site();
    const page = await listEntries(place, file, { offset: 2, limit: 2 });
    expect(paths(page)).toEqual(["media/photos/Über.JPG", "media/photos/2026/march.jpg"]);
    expect(page.total).toBe(7);
    const beyond = await listEntries(place, file, { offset: 7, limit: 2 });
    expect(beyond).toEqual({ entries: [], total: 7 });
  });

  it("gives no more than its limit at once, however many are asked for", async () => {
    const place = await newVault();
    const names = Array.from({ length: listedEntriesMax + 1 }, (_, n) => `files/etc/${n}`);
    const kept = await keptArchive(
      place,
      names.map((name) => folderEntry(name)),
    );
    const found = await listEntries(place, kept.file, { offset: 0, limit: 1_000_000 });
    expect([found.entries.length, found.total]).toEqual([listedEntriesMax, names.length]);
  });

  it("searches anywhere in a path, whatever the case and however accents are written", async () => {
    const { place, file } = await site();
    const search = async (text: string) =>
      paths(await listEntries(place, file, { search: text, offset: 0, limit: 100 }));
    expect(await search("SHOP.DB")).toEqual(["databases/shop/shop.db"]);
    expect(await search("u\u0308ber.jpg")).toEqual(["media/photos/Über.JPG"]);
    expect(await search("2026/")).toEqual([
      "media/photos/2026/march.jpg",
      "media/photos/2026/april.jpg",
    ]);
    expect(await search(".*")).toEqual([]);
    expect(await search("holdfast.json")).toEqual([]);
  });

  it("narrows to what begins with a path, together with a search", async () => {
    const { place, file } = await site();
    const query = { prefix: "media/photos/", search: "april", offset: 0, limit: 100 };
    expect(await listEntries(place, file, query)).toMatchObject({ total: 1 });
    const none = { ...query, prefix: "databases/" };
    expect(await listEntries(place, file, none)).toEqual({ entries: [], total: 0 });
  });

  it("tells what the archive is without its entries", async () => {
    const { place, file } = await site();
    expect(await readManifestHead(place, file)).toMatchObject({
      format: 1,
      plan: { id: "plan-1", name: "nightly" },
      run: { id: "run-1", number: 17 },
      createdAt: "2026-03-10T02:00:00.000Z",
      timeZone: "Europe/Berlin",
      host: "shop-1",
      sources: [{ kind: "media", name: "photos", entries: 7, bytes: 19 }],
    });
  });
});

describe("walking through the folders of an archive", () => {
  it("shows one level: folders first, each with all that lies below it", async () => {
    const { place, file } = await site();
    const list = async (folder: string) =>
      (await listFolder(place, file, { folder, offset: 0, limit: 100 })).items.map(
        ({ name, kind, size, entries, entry }) => [name, kind, size, entries, entry !== null],
      );
    expect(await list("")).toEqual([
      ["databases", "folder", 5, 1, false],
      ["media", "folder", 14, 6, false],
    ]);
    expect(await list("media/photos/")).toEqual([
      ["2026", "folder", 10, 2, false],
      ["caf%E9", "file", 1, 0, true],
      ["latest", "link", 0, 0, true],
      ["Über.JPG", "file", 3, 0, true],
    ]);
    expect(await list("media/")).toEqual([["photos", "folder", 14, 5, true]]);
    expect(await list("nothing/here/")).toEqual([]);
  });

  it("gives one page of a level, and how many there are altogether", async () => {
    const { place, file } = await site();
    const query = { folder: "media/photos/", offset: 1, limit: 2 };
    const { items, total } = await listFolder(place, file, query);
    expect([items.map(({ name }) => name), total]).toEqual([["caf%E9", "latest"], 4]);
  });
});
