import { expect, it } from "vitest";
import { fileEntry, folderEntry, keptArchive, newVault } from "../../test/vault.ts";
import { listFolder } from "./index.ts";

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
  const { items } = await listFolder(place, file, { folder: "media/", offset: 0, limit: 10 });
  const marked = items.filter(({ windows }) => windows !== null);
  expect(marked.map(({ name, windows }) => `${name} ${windows}`)).toEqual([
    "aux reserved",
    "12:30 character",
    "README case",
    "Readme case",
  ]);
  const plain = await keptArchive(place, [fileEntry("media/plain.txt", "6")]);
  expect(plain.windowsNames).toEqual({ count: 0, reasons: {}, examples: [] });
});
