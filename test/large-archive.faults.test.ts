import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { mkdir, open, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "./installation.ts";
import { sevenZip } from "./seven-zip.ts";
import { swift } from "./swift.ts";
import { output } from "./vault.ts";

/** More than a ZIP could count without its 64-bit fields. */
const manyEntries = 200_000;
const script = fileURLToPath(new URL("./measured-run.ts", import.meta.url));

/** Memory that the whole process of a run may ever take, whatever it backs up. */
const peakBytesMax = 768 * 1024 * 1024;

interface MeasuredRun {
  state: string;
  cause: string | null;
  entries: number | null;
  contentBytes: number | null;
  zip: string | null;
  peakBytes: number;
}

/** Backs up a folder in a process of its own. */
async function measuredRun(folder: string): Promise<MeasuredRun> {
  const data = path.join(await temporaryFolder(), "data");
  const { stdout } = await promisify(execFile)(process.execPath, [...swift, script, data, folder]);
  const run = JSON.parse(stdout) as MeasuredRun;
  console.info(`at most ${Math.round(run.peakBytes / 1024 / 1024)} MiB of memory`);
  expect(run.peakBytes).toBeLessThan(peakBytesMax);
  return run;
}

/** Runs Python with an archive as `z`; gives what it prints. */
async function inPython(zip: string, script: string): Promise<string> {
  const whole = `import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\n${script}`;
  return `${await output("python3", ["-c", whole, zip])}`.trim();
}

describe("an archive as large as archives become (fault 31)", () => {
  it("holds 200,000 entries, and reads back here and elsewhere", async () => {
    const folder = path.join(await temporaryFolder(), "many");
    await mkdir(folder);
    // The folder is an entry, too.
    for (let n = 0; n < manyEntries - 1; n++) {
      writeFileSync(path.join(folder, `${n}`), "the same in all of them");
    }
    const run = await measuredRun(folder);
    expect(run).toMatchObject({ state: "succeeded", cause: null, entries: manyEntries });
    const zip = run.zip ?? "";
    await output("unzip", ["-tqq", zip]);
    expect(await sevenZip(["t", zip])).toMatch(/^Files: 200000$/m); // the manifest is one of them
    expect(await inPython(zip, "print(z.testzip())")).toBe("None");
    // The manifest is one more.
    expect(await inPython(zip, "print(len(z.namelist()))")).toBe(`${manyEntries + 1}`);
  });

  it("holds a file of 5 GB with holes, one of 4.3 GB that does not shrink, and what comes behind", async () => {
    const folder = path.join(await temporaryFolder(), "large");
    await mkdir(folder);
    const sizes = { "a hole": 5_000_000_000, "b noise": 4_300_000_000 };
    for (const [name, bytes] of Object.entries(sizes)) {
      const file = await open(path.join(folder, name), "w");
      // By its first megabyte a file is stored or deflated.
      if (name === "b noise") await file.write(randomBytes(2 * 1024 * 1024));
      await file.truncate(bytes);
      await file.close();
    }
    await writeFile(path.join(folder, "c behind"), "beyond 4 GiB");
    const run = await measuredRun(folder);
    expect(run).toMatchObject({
      state: "succeeded",
      cause: null,
      entries: 4,
      contentBytes: sizes["a hole"] + sizes["b noise"] + 12,
    });
    const zip = run.zip ?? "";
    await output("unzip", ["-tqq", zip]); // every CRC-32
    expect(await sevenZip(["t", zip])).toMatch(/^Files: 4$/m);
    const listed = await inPython(zip, "print([i.file_size for i in z.infolist()][1:4])");
    expect(listed).toBe("[5000000000, 4300000000, 12]");
    expect(await inPython(zip, 'print(z.read("files/large/c behind"))')).toBe("b'beyond 4 GiB'");
  });
});
