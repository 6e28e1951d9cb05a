import { expect, it } from "vitest";
import { fileEntry, folderEntry, keptArchive, newVault } from "../../test/vault.ts";
import { listChanges, listEntries, listFolder } from "./index.ts";

const page = { offset: 0, limit: 10 };

it("names that Windows cannot hold are counted, each once, and marked in their folder", async () => {
  const place = await newVault();
  const { file, windowsNames } = await keptArchive(place, [
    folderEntry("media/aux"),
    fileEntry("media/aux/one.txt", "1"),
    fileEntry("media/aux/two.txt", "2"),
    fileEntry("media/Readme", "3"),
    fileEntry("media/README", "4"),
    fileEntry("media/12:30", "5"),
    fileEntry("media/plain.txt", "6"),
    fileEntry(`media/${"long/".repeat(52)}end`, "7"),
  ]);
  expect(windowsNames).toEqual({
    count: 4,
    reasons: { reserved: 1, case: 1, character: 1, long: 1 },
    examples: [
      { path: "media/aux", reason: "reserved" },
      { path: "media/README", reason: "case" },
      { path: "media/12:30", reason: "character" },
      { path: `media/${"long/".repeat(52)}end`, reason: "long" },
    ],
  });
  const { items } = await listFolder(place, file, { folder: "media/", ...page });
  const marked = items.filter(({ windows }) => windows !== null);
  expect(marked.map(({ name, windows }) => `${name} ${windows}`)).toEqual([
    "aux reserved",
    "12:30 character",
    "README case",
    "Readme case",
  ]);
  const found = await listEntries(place, file, { search: "ADM", ...page });
  expect(found.entries.map(({ path, windows }) => `${path} ${windows}`)).toEqual([
    "media/Readme case",
    "media/README case",
  ]);
  const more = [fileEntry("media/Readme", "3"), fileEntry("media/readme", "8")];
  const { file: next } = await keptArchive(place, more);
  for (const change of ["new", undefined] as const) {
    const { entries } = await listChanges(place, next, { ...page, before: file, change });
    expect(entries.find(({ path }) => path === "media/readme")?.windows).toBe("case");
  }
  const plain = await keptArchive(place, [fileEntry("media/plain.txt", "6")]);
  expect(plain.windowsNames).toEqual({ count: 0, reasons: {}, examples: [] });
});
