import { execFile } from "node:child_process";
import { chmod, rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { Environment } from "#lib/secrets";
import { machine, wellInstallation } from "../../test/doctor.ts";
import { temporaryFolder } from "../../test/installation.ts";
import { swift } from "../../test/swift.ts";
import { checkAddresses } from "./checks/addresses.ts";
import { checkLog, checkWhole } from "./checks/database.ts";
import type { Finding } from "./index.ts";

describe("permissions", () => {
  it("are bad when others can read what Holdfast keeps, or it belongs to another", async () => {
    const { folders, find } = await wellInstallation();
    expect((await find("files", "files.mode"))?.state).toBe("good");
    await chmod(folders.database, 0o644);
    expect(await find("files", "files.mode")).toMatchObject({
      state: "bad",
      sentence: expect.stringContaining("0644"),
      command: `chmod -R go= ${folders.data}`,
    });
    await chmod(folders.database, 0o600);
    expect((await find("files", "files.mode", { userId: 4242 }))?.state).toBe("bad");
    expect((await find("files", "files.mode", { userId: null }))?.state).toBe("unknown");
  });

  it("are warned of when new files would be open, and not known without a umask", async () => {
    const { find } = await wellInstallation();
    expect((await find("files", "process.umask", { umask: 0o022 }))?.state).toBe("warning");
    expect((await find("files", "process.umask", { umask: null }))?.state).toBe("unknown");
  });

  it("are bad when the temporary folder takes no files", async () => {
    const { folders, find } = await wellInstallation();
    expect((await find("files", "files.temporary"))?.state).toBe("good");
    const gone = path.join(folders.data, "gone");
    expect(await find("files", "files.temporary", { temporaryFolder: gone })).toMatchObject({
      state: "bad",
      sentence: `${gone} takes no files: ENOENT.`,
    });
  });
});

describe("the key", () => {
  it("is bad when others can read it, when it is another one, and when it is missing", async () => {
    const { folders, find } = await wellInstallation();
    expect((await find("key", "key.fits"))?.state).toBe("good");
    expect((await find("key", "key.mode"))?.state).toBe("good");
    await chmod(folders.key, 0o640);
    expect(await find("key", "key.mode")).toMatchObject({
      state: "bad",
      command: `chmod 600 ${folders.key}`,
    });
    await chmod(folders.key, 0o600);
    expect((await find("key", "key.mode", { userId: 4242 }))?.state).not.toBe("unknown");
    await writeFile(folders.key, `${Buffer.alloc(32, 1).toString("base64")}\n`);
    expect((await find("key", "key.fits"))?.state).toBe("bad");
    await rm(folders.key);
    expect((await find("key", "key.fits"))?.state).toBe("bad");
    expect((await find("key", "key.mode"))?.state).toBe("unknown");
  });

  it("has no file to look at when it comes from the environment, and may not be malformed", async () => {
    const { find } = await wellInstallation();
    const environment = { HOLDFAST_KEY: "short" };
    expect((await find("key", "key.mode", { environment }))?.state).toBe("unknown");
    expect((await find("key", "key.fits", { environment }))?.state).toBe("bad");
  });
});

describe("the database", () => {
  it("is bad when it is damaged, and not known when reading it takes too long", async () => {
    const { folders, find } = await wellInstallation();
    expect((await find("database", "database.whole"))?.state).toBe("good");
    const copy = path.join(folders.data, "copy.db");
    await writeFile(copy, "SQLite format 3\0".padEnd(8_192, "damage"));
    expect(await checkWhole(copy, 20_000)).toMatchObject({ state: "bad" });
    expect((await checkWhole(path.join(folders.data, "none.db"), 20_000)).state).toBe("bad");
    expect((await checkWhole(folders.database, 1)).state).toBe("unknown");
  });

  it("is warned of when its log of writes has grown", async () => {
    const log = path.join(await temporaryFolder(), "holdfast.db-wal");
    await writeFile(log, "");
    expect((await checkLog(log)).state).toBe("good");
    await truncate(log, 200_000_000);
    expect((await checkLog(log)).state).toBe("warning");
  });
});

describe("the disk", () => {
  /** A real small file system, in a mount namespace of its own. */
  async function onSmallDisk(options: string): Promise<Finding[]> {
    const folder = await temporaryFolder();
    const check = fileURLToPath(new URL("./checks/disk.ts", import.meta.url));
    const code = `
      const { checkDisk } = await import(${JSON.stringify(check)});
      const disk = { id: "data", title: "Disk", folder: process.argv[1] };
      console.log(JSON.stringify(await checkDisk(disk)));`;
    const mount = 'mount -t tmpfs -o "$1" tmpfs "$2" && shift 2 && exec "$@"';
    const asRoot = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
    const node = [process.execPath, ...swift, "--input-type=module", "--eval", code, folder];
    const args = [...asRoot, "--mount", "/bin/sh", "-c", mount, "sh", options, folder, ...node];
    const { stdout } = await promisify(execFile)("unshare", args);
    return JSON.parse(stdout);
  }

  it("is bad when it is full, and when it holds no more files", async () => {
    expect(await onSmallDisk("size=4m,nr_inodes=100")).toMatchObject([
      { id: "disk.data", state: "bad" },
      { id: "files.data", state: "bad" },
    ]);
  });

  it("is not known to hold more files when the file system does not count them", async () => {
    expect(await onSmallDisk("size=1g,nr_inodes=0")).toMatchObject([
      { id: "disk.data", state: "warning" },
      { id: "files.data", state: "unknown" },
    ]);
  });
});

describe("what Holdfast runs on", () => {
  it("is bad when Node is too old, and warned of when it is untried", async () => {
    const { find } = await wellInstallation();
    expect((await find("programs", "node.version", { nodeVersion: "24.21.0" }))?.state).toBe(
      "good",
    );
    expect((await find("programs", "node.version", { nodeVersion: "20.11.1" }))?.state).toBe("bad");
    expect((await find("programs", "node.version", { nodeVersion: "26.0.0" }))?.state).toBe(
      "warning",
    );
  });

  it("is warned of when SSH has no compiled part, or one for another machine", async () => {
    const { find } = await wellInstallation();
    const sshBinding = path.join(await temporaryFolder(), "sshcrypto.node");
    expect((await find("programs", "ssh.binding", { sshBinding }))?.state).toBe("warning");
    await writeFile(sshBinding, "made for another machine");
    expect(await find("programs", "ssh.binding", { sshBinding })).toMatchObject({
      state: "warning",
      sentence: expect.stringContaining("does not fit"),
      command: "npm rebuild ssh2",
    });
  });

  it("is bad when few files may be open, and not known where nobody says how many", async () => {
    const { find } = await wellInstallation();
    const limitsFile = path.join(await temporaryFolder(), "limits");
    const states: unknown[] = [(await find("programs", "process.files", { limitsFile }))?.state];
    for (const limit of ["256", "1024", "65536", "unlimited"]) {
      await writeFile(limitsFile, `Max open files            ${limit}      ${limit}     files\n`);
      states.push((await find("programs", "process.files", { limitsFile }))?.state);
    }
    expect(states).toEqual(["unknown", "bad", "warning", "good", "good"]);
  });
});

describe("addresses", () => {
  const url = "https://b.example.org";
  it.each<[Environment, string]>([
    [{}, "good good good"],
    [{ HOST: "0.0.0.0" }, "good bad good"],
    [{ HOST: "0.0.0.0", HOLDFAST_URL: url }, "good warning warning"],
    [{ HOST: "10.0.0.5", HOLDFAST_URL: url }, "good unknown warning"],
    [{ HOLDFAST_URL: "b.example.org" }, "bad good good"],
    [{ HOLDFAST_URL: "http://b.example.org" }, "warning good good"],
    [{ HOLDFAST_TRUSTED_PROXIES: "127.0.0.1" }, "good good warning"],
    [{ HOLDFAST_URL: url, HOLDFAST_TRUSTED_PROXIES: "127.0.0.1" }, "good good good"],
  ])("of %j are, with listening and the proxy, %s", (environment, states) => {
    const findings = checkAddresses({ ...machine, environment });
    expect(findings.map(({ state }) => state).join(" ")).toBe(states);
  });
});
