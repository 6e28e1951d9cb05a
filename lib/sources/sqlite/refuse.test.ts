import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmod,
  link,
  open as openFile,
  readdir,
  statfs,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openSource, trySource } from "#lib/sources";
import { failureOf } from "../../../test/failing.ts";
import { temporaryFolder } from "../../../test/installation.ts";
import { makeLedger } from "../../../test/ledger-database.ts";
import {
  databaseSource,
  folderWith,
  readAll,
  watchedSurroundings,
  whereModesCount,
} from "../../../test/sources.ts";
import { openDatabaseSource } from "./open.ts";

const run = promisify(execFile);
const { username } = userInfo();

/** What opening and trying a database fail with; they say the same. */
async function refusal(
  file: string,
  protectedPaths: { path: string; what: string; database?: boolean }[] = [],
) {
  const surroundings = await watchedSurroundings(protectedPaths);
  const source = databaseSource(file);
  const [opened, tried] = await Promise.all([
    failureOf(async () => (await openSource(source, surroundings)).close()),
    failureOf(() => trySource(source, surroundings)),
  ]);
  expect(tried).toBe(opened);
  expect(await readdir(surroundings.scratch)).toEqual([]);
  return opened;
}

async function ledger(journal: "wal" | "delete" = "delete"): Promise<string> {
  const file = path.join(await temporaryFolder(), "app.db");
  makeLedger(file, journal);
  return file;
}

describe("what is no database", () => {
  it("is refused before anybody opens it: missing, a folder, a FIFO, a socket, a device (fault 14)", async () => {
    const folder = await folderWith({ "sub/": "" });
    await run("mkfifo", [path.join(folder, "pipe")]);
    const server = createServer().listen(path.join(folder, "socket"));
    await new Promise<void>((resolve) => server.once("listening", resolve));
    onTestFinished(() => void server.close());
    await symlink("nowhere", path.join(folder, "lost"));
    const said = await Promise.all(
      ["none", "lost", "sub", "pipe", "socket"].map((name) => refusal(path.join(folder, name))),
    );
    expect(said.map((sentence) => sentence.replace(folder, "…"))).toEqual([
      "source-missing: …/none does not exist.",
      "source-missing: …/lost does not exist.",
      "not-a-file: …/sub is a folder, not a database file.",
      "not-a-file: …/pipe is a FIFO, not a database file.",
      "not-a-file: …/socket is a socket, not a database file.",
    ]);
    expect(await refusal("/dev/zero")).toBe(
      "not-a-file: /dev/zero is a device, not a database file.",
    );
    expect(await refusal("app.db")).toBe("path-not-absolute: “app.db” is not an absolute path.");
  });

  it("is refused when its first bytes say so: empty, text, short, encrypted", async () => {
    const folder = await folderWith({
      empty: "",
      text: "SQLite format 3",
      short: "SQLite format 3\0",
    });
    await writeFile(path.join(folder, "encrypted"), randomBytes(8_192));
    expect(await refusal(`${folder}/empty`)).toBe(
      `not-a-database: ${folder}/empty is an empty file, not a SQLite database.`,
    );
    const others = ["text", "short", "encrypted"].map((name) => path.join(folder, name));
    expect(await Promise.all(others.map((file) => refusal(file)))).toEqual(
      others.map((file) => `not-a-database: ${file} is not a SQLite database.`),
    );
  });
});

describe("a database that is off limits", () => {
  it("is the key, whatever it is called, and what lies in the vault", async () => {
    const folder = await folderWith({ "secret.key": "not a database", "vault/": "" });
    await link(path.join(folder, "secret.key"), path.join(folder, "other.db"));
    makeLedger(path.join(folder, "vault/x.db"), "delete");
    const off = [
      { path: `${folder}/secret.key`, what: "the key of this installation" },
      { path: `${folder}/vault`, what: "the vault" },
    ];
    expect(await refusal(`${folder}/secret.key`, off)).toMatch(
      /^source-protected: .* is the key of this/,
    );
    expect(await refusal(`${folder}/other.db`, off)).toMatch(
      /^source-protected: .* is the key of this/,
    );
    expect(await refusal(`${folder}/vault/x.db`, off)).toMatch(
      /^source-protected: .* is inside the vault/,
    );
  });

  it("is not Holdfast's own: a snapshot of it is fine", async () => {
    const file = await ledger("wal");
    const own = [{ path: file, what: "the live database of Holdfast", database: true }];
    expect(await refusal(file, own)).toBe("no failure");
  });
});

describe("a database that cannot be read", () => {
  it("is locked when another program holds it for longer than it is waited for (fault 16)", async () => {
    const file = await ledger();
    const other = new DatabaseSync(file);
    onTestFinished(() => other.close());
    other.exec("BEGIN EXCLUSIVE");
    const surroundings = await watchedSurroundings();
    const waits = { lockWaitMs: 1_000, silentMs: 60_000 };
    const open = () => openDatabaseSource(databaseSource(file), surroundings, waits);
    expect(await failureOf(open)).toBe(
      `database-locked: ${file} stayed locked by another program for 1 s.`,
    );
    expect(await readdir(surroundings.scratch)).toEqual([]);
    other.exec("COMMIT");
    expect(await failureOf(open)).toBe("no failure");
  });

  it("is waited for when the lock is short", async () => {
    const file = await ledger();
    const other = new DatabaseSync(file);
    onTestFinished(() => other.close());
    other.exec("BEGIN EXCLUSIVE");
    const surroundings = await watchedSurroundings();
    const opening = openSource(databaseSource(file), surroundings);
    await childOf(surroundings.scratch);
    other.exec("COMMIT");
    expect((await readAll(await opening)).map((entry) => entry.path)).toEqual(["app/app.db"]);
  });

  it("is corrupt when a page of it is damaged, its first one, or its end is missing", async () => {
    const page = await ledger();
    await damage(page, { at: 4_096 * 5, bytes: 4_096 });
    expect(await refusalOfSnapshot(page)).toMatch(
      /^database-corrupt: The snapshot of .* fails its integrity check: Tree/,
    );
    const first = await ledger();
    await damage(first, { at: 100, bytes: 3_000 });
    expect(await refusalOfSnapshot(first)).toMatch(
      /^database-corrupt: .*: database disk image is malformed\.$/,
    );
    const short = await ledger();
    await truncate(short, 4_096 * 20);
    expect(await refusalOfSnapshot(short)).toMatch(/^database-corrupt: /);
  });

  it("does not fit: the disk with the scratch folder would be full, so nothing is written (fault 6)", async () => {
    const file = await ledger();
    const surroundings = await watchedSurroundings();
    const { bavail, bsize } = await statfs(surroundings.scratch);
    await truncate(file, bavail * bsize + 1_000_000_000);
    expect(await failureOf(() => openSource(databaseSource(file), surroundings))).toBe(
      `disk-full: The disk that holds ${surroundings.scratch} is full. Older archives are intact.`,
    );
    expect(await readdir(surroundings.scratch)).toEqual([]);
  });
});

describe("the process that takes a snapshot", () => {
  it("is ended at once with the reason when the run ends (fault 32)", async () => {
    const { opening, surroundings, pid } = await waitingSnapshot({
      lockWaitMs: 600_000,
      silentMs: 600_000,
    });
    const reason = new Error("cancelled");
    surroundings.abort(reason);
    await expect(opening).rejects.toBe(reason);
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"));
    await vi.waitFor(async () => expect(await readdir(surroundings.scratch)).toEqual([]));
  });

  it("is ended when it falls silent, and that is said", async () => {
    const file = await ledger();
    const surroundings = await watchedSurroundings();
    const waits = { lockWaitMs: 0, silentMs: 1 };
    expect(
      await failureOf(() => openDatabaseSource(databaseSource(file), surroundings, waits)),
    ).toBe(
      `snapshot-failed: No snapshot of ${file} could be taken: its process gave no sign of life for 0 s.`,
    );
  });

  it("that dies is a failed snapshot, never an empty one", async () => {
    const { opening, pid } = await waitingSnapshot({ lockWaitMs: 600_000, silentMs: 600_000 });
    process.kill(pid, "SIGKILL");
    expect(await failureOf(() => opening)).toMatch(
      /^snapshot-failed: .* its process ended early with SIGKILL\.$/,
    );
  });

  /** A snapshot that waits for a lock, and the id of its process. */
  async function waitingSnapshot(waits: { lockWaitMs: number; silentMs: number }) {
    const file = await ledger();
    const other = new DatabaseSync(file);
    onTestFinished(() => other.close());
    other.exec("BEGIN EXCLUSIVE");
    const surroundings = await watchedSurroundings();
    const opening = openDatabaseSource(databaseSource(file), surroundings, waits);
    opening.catch(() => {}); // looked at later
    return { opening, surroundings, pid: await childOf(surroundings.scratch) };
  }
});

describe("a database where file permissions apply", () => {
  it("is copied from a folder that cannot be written, and what is closed is named with the user", async () => {
    const folder = await folderWith({});
    const files = ["closed.db", "plain.db", "log.db", "wal.db"].map((name) =>
      path.join(folder, name),
    );
    const [closed = "", plain = "", log = ""] = files;
    for (const file of files) makeLedger(file, file === plain ? "delete" : "wal");
    const writer = new DatabaseSync(log);
    onTestFinished(() => writer.close());
    writer.exec("INSERT INTO moves (amount) VALUES (0)");
    await chmod(closed, 0o000);
    await chmod(`${log}-wal`, 0o000);
    await chmod(folder, 0o500);
    onTestFinished(() => chmod(folder, 0o700));
    const { scratch } = await watchedSurroundings();
    const said = await whereModesCount(`
      import { openSource } from "#lib/sources";
      const surroundings = {
        scratch: ${JSON.stringify(scratch)},
        protectedPaths: [],
        signal: new AbortController().signal,
        warn: () => {},
        moved: () => {},
      };
      const said = await Promise.all(
        ${JSON.stringify(files.map(databaseSource))}.map((source) =>
          openSource(source, surroundings).then(
            ({ count }) => count.files,
            (failure) => failure.causeName + ": " + failure.message,
          ),
        ),
      );
      console.log(JSON.stringify(said));
    `);
    expect(said).toEqual([
      `source-unreadable: ${closed} cannot be read by the user ${username}.`,
      1,
      `source-unreadable: ${log}-wal cannot be read by the user ${username}.`,
      1,
    ]);
    await chmod(`${log}-wal`, 0o600);
  });
});

/** Only a whole copy meets the damage; a look at the schema may not. */
async function refusalOfSnapshot(file: string): Promise<string> {
  const surroundings = await watchedSurroundings();
  return failureOf(() => openSource(databaseSource(file), surroundings));
}

async function damage(file: string, { at, bytes }: { at: number; bytes: number }): Promise<void> {
  const handle = await openFile(file, "r+");
  await handle.write(Buffer.alloc(bytes, 0x5a), 0, bytes, at);
  await handle.close();
}

/** The id of the process that works for a scratch folder, once there is one. */
async function childOf(scratch: string): Promise<number> {
  return vi.waitFor(
    async () => {
      const { stdout } = await run("ps", ["-eo", "pid=,args="]);
      const line = stdout.split("\n").find((each) => each.includes(scratch));
      expect(line).toBeDefined();
      return Number.parseInt(line ?? "", 10);
    },
    { timeout: 20_000, interval: 50 },
  );
}
