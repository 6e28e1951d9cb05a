import { execFile } from "node:child_process";
import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { openSource } from "#lib/sources";
import { temporaryFolder } from "../../../test/installation.ts";
import { auditLedger, keepMoving, makeLedger } from "../../../test/ledger-database.ts";
import { databaseSource, readOne, watchedSurroundings } from "../../../test/sources.ts";

/** More than is copied under a lock at once. */
const largeBytes = 300_000_000;

/** Opens a database, audits its snapshot. */
async function snapshotOf(file: string) {
  const surroundings = await watchedSurroundings();
  const open = await openSource(databaseSource(file), surroundings);
  const copy = path.join(await temporaryFolder(), "restored.db");
  for await (const entry of open.entries()) {
    const { content } = await readOne(entry);
    if (content) await writeFile(copy, content);
  }
  await open.close();
  return { audit: auditLedger(copy), calls: surroundings.total.calls };
}

describe("a large database", () => {
  it.each([
    ["wal", 1],
    ["delete", 1],
    ["delete", 2_000],
  ] as const)(
    "in journal mode %s, written every %i ms, is copied as one committed state (fault 16)",
    async (journal, pauseMs) => {
      const file = path.join(await temporaryFolder(), "large.db");
      makeLedger(file, journal, largeBytes);
      expect((await stat(file)).size).toBeGreaterThan(largeBytes);
      const writer = await keepMoving(file, pauseMs);
      const { audit, calls } = await snapshotOf(file);
      expect(audit).toMatchObject({ check: "ok", balance: 0 });
      expect(calls).toBeGreaterThan(10); // it said that it moved while it copied
      const after = writer.moves();
      await expect.poll(() => writer.moves(), { timeout: 30_000 }).toBeGreaterThan(after);
    },
  );
});

describe("a disk that fills while a snapshot is taken", () => {
  it("is a full disk, not a broken database (fault 6)", async () => {
    const file = path.join(await temporaryFolder(), "app.db");
    makeLedger(file, "delete", 8_000_000);
    const disk = path.join(await temporaryFolder(), "disk");
    await mkdir(disk);
    const script = `
      import { ask } from "./lib/sources/sqlite/ask.ts";
      import { failureIn } from "./lib/sources/sqlite/failure.ts";
      const scratch = ${JSON.stringify(disk)};
      const order = { task: "snapshot", file: ${JSON.stringify(file)}, into: scratch + "/s", lockWaitMs: 0 };
      const signal = new AbortController().signal;
      const answers = await ask(order, { scratch, shown: "x", signal, moved: () => {}, silentMs: 60_000 });
      console.log(failureIn(answers, { shown: "x", scratch, lockWaitMs: 0 }).message);
    `;
    // A small disk in a mount namespace of its own, which needs no right but that to make one.
    const mount = 'mount -t tmpfs -o size=4m tmpfs "$1" && shift && exec "$@"';
    const node = [process.execPath, "--input-type=module-typescript", "--eval", script];
    const { stdout } = await promisify(execFile)(
      "unshare",
      ["--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh", disk, ...node],
      { cwd: path.join(import.meta.dirname, "../../..") },
    );
    expect(stdout.trim()).toBe(`The disk that holds ${disk} is full. Older archives are intact.`);
    expect(await readdir(disk)).toEqual([]);
  });
});
