import { chmod } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "./installation.ts";
import { folderWith, whereModesCount } from "./sources.ts";
import { output } from "./vault.ts";

it("one file that may not be read is named, and the archive of the others is kept and good (fault 13)", async () => {
  const folder = await folderWith({ "app.conf": "port = 1", "secret.key": "no", "z.conf": "z" });
  await chmod(path.join(folder, "secret.key"), 0);
  const given = JSON.stringify([path.join(await temporaryFolder(), "data"), folder]);
  const run = (await whereModesCount(`
    process.argv = ["node", "measured-run.ts", ...${given}];
    await import("./test/measured-run.ts");
  `)) as { zip: string; warnings: string[] };
  // The command line ends with 3 for this state.
  expect(run).toMatchObject({ state: "warnings", cause: null, good: true, entries: 3 });
  expect(run.warnings).toEqual([expect.stringMatching(/^entry-unreadable: .*secret\.key/)]);
  const names = `${await output("unzip", ["-Z1", run.zip])}`.trim().split("\n");
  expect(names).toEqual([
    "files/data/",
    "files/data/app.conf",
    "files/data/z.conf",
    "holdfast.json",
  ]);
});
