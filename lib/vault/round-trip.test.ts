import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { lstat, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import yauzl from "yauzl";
import type { Entry } from "#lib/entries";
import { temporaryFolder } from "../../test/installation.ts";
import {
  fileEntry,
  folderEntry,
  keptArchive,
  linkEntry,
  newVault,
  output,
  verified,
  zipOf,
} from "../../test/vault.ts";
import { listEntries } from "./index.ts";

/** An archive of these entries, unpacked by Info-ZIP. */
async function unpacked(entries: Entry[]) {
  const place = await newVault();
  const kept = await keptArchive(place, entries);
  const zip = await zipOf(place, kept);
  const folder = await temporaryFolder();
  await output("unzip", ["-t", zip]);
  await output("unzip", ["-q", "-^", zip, "-d", folder]);
  expect(await verified(place, kept)).toEqual({
    entries: entries.length,
    bytes: kept.contentBytes,
  });
  return { place, kept, zip, folder, at: (name: string) => path.join(folder, name) };
}

describe("an archive opened with nothing but unzip (fault 34)", () => {
  it("gives back every byte, whether it was worth compressing or not, small or large", async () => {
    const contents = {
      empty: Buffer.alloc(0),
      "one byte": Buffer.from("x"),
      text: Buffer.from("a line of a log\n".repeat(9000)),
      "small noise": randomBytes(3000),
      noise: randomBytes(900_000),
      "large text": Buffer.from("a line of a log\n".repeat(200_000)),
      "large noise": randomBytes(3_000_000),
      "noise, then text": Buffer.concat([randomBytes(1_100_000), Buffer.alloc(1_000_000, "abc ")]),
    };
    const entries = Object.entries(contents);
    const { at, kept } = await unpacked(
      entries.map(([name, bytes]) => fileEntry(`media/photos/${name}`, bytes)),
    );
    for (const [name, bytes] of entries) {
      expect((await readFile(at(`media/photos/${name}`))).equals(bytes), name).toBe(true);
    }
    expect(kept.contentBytes).toBe(entries.reduce((sum, [, bytes]) => sum + bytes.length, 0));
  });

  it("compresses what gets smaller and stores the rest", async () => {
    const { zip } = await unpacked([
      fileEntry("media/photos/text", Buffer.alloc(2_000_000, "abc ")),
      fileEntry("media/photos/noise", randomBytes(2_000_000)),
      fileEntry("media/photos/small", "abc ".repeat(100)),
      fileEntry("media/photos/tiny", "a"),
    ]);
    const lines = (await output("zipinfo", ["-l", zip])).toString().split("\n");
    const method = (name: string) => /\b(stor|defN)\b/.exec(lineOf(lines, name))?.[1];
    expect(["text", "noise", "small", "tiny"].map(method)).toEqual([
      "defN",
      "stor",
      "defN",
      "stor",
    ]);
  });

  it("keeps modes, and links as links wherever they point", async () => {
    const { at } = await unpacked([
      folderEntry("files/etc", { mode: 0o755 }),
      folderEntry("files/etc/private", { mode: 0o700 }),
      fileEntry("files/etc/private/key", "secret", { mode: 0o600 }),
      fileEntry("files/etc/run.sh", "#!/bin/sh\n", { mode: 0o755 }),
      fileEntry("files/etc/read-only", "r", { mode: 0o444 }),
      linkEntry("files/etc/inside", "private/key"),
      linkEntry("files/etc/outside", "../../../../tmp/über here"),
      linkEntry("files/etc/loop", "loop"),
    ]);
    const mode = async (name: string) => (await lstat(at(name))).mode & 0o7777;
    expect(await mode("files/etc/private")).toBe(0o700);
    expect(await mode("files/etc/private/key")).toBe(0o600);
    expect(await mode("files/etc/run.sh")).toBe(0o755);
    expect(await mode("files/etc/read-only")).toBe(0o444);
    expect(await readlink(at("files/etc/inside"))).toBe("private/key");
    expect(await readlink(at("files/etc/outside"))).toBe("../../../../tmp/über here");
    expect(await readlink(at("files/etc/loop"))).toBe("loop");
  });

  it("gives back where a link points, UTF-8 or not", async () => {
    const latin = Buffer.from("caf\xe9/\n%E9", "latin1");
    const { at, place, kept } = await unpacked([
      linkEntry("files/n/latin", latin),
      linkEntry("files/n/plain", "../caf%E9"),
    ]);
    expect(await readlink(at("files/n/latin"), { encoding: "buffer" })).toEqual(latin);
    expect(await readlink(at("files/n/plain"))).toBe("../caf%E9");
    const { entries } = await listEntries(place, kept.file, { offset: 0, limit: 10 });
    expect(entries.map((entry) => entry.link)).toEqual(["caf%E9/%0A%25E9", "../caf%E9"]);
    const manifest = JSON.parse(await readFile(at("holdfast.json"), "utf8"));
    expect(manifest.entries.map((entry: { linkBytes?: string }) => entry.linkBytes)).toEqual([
      latin.toString("base64"),
      undefined,
    ]);
  });

  it("keeps owners for those who may set them (unzip -X)", async () => {
    const { zip } = await unpacked([fileEntry("files/etc/a", "a", { uid: 4242, gid: 70_000 })]);
    const folder = await temporaryFolder();
    await output("unzip", ["-q", "-X", zip, "-d", folder]);
    const stats = await lstat(path.join(folder, "files/etc/a"));
    const isRoot = process.getuid?.() === 0;
    expect([stats.uid, stats.gid]).toEqual(
      isRoot ? [4242, 70_000] : [process.getuid?.(), process.getgid?.()],
    );
    expect((await output("zipinfo", ["-v", zip])).toString()).toContain("92 10 00 00");
  });

  it("keeps times to the second, before 1980 and after 2038, in any time zone", async () => {
    const times = [
      "1970-01-01T00:00:00Z",
      "1979-12-31T23:59:59Z",
      "1980-01-01T00:00:01Z",
      "2026-03-29T01:59:59Z",
      "2038-01-19T03:14:07Z",
      "2038-01-19T03:14:09Z",
      "2050-07-01T12:34:57Z",
      "2106-02-07T06:28:15Z",
    ];
    const { at, place, kept } = await unpacked(timed(times));
    for (const time of times) {
      const { mtimeMs } = await lstat(at(`logs/app/${time}`));
      expect(new Date(mtimeMs).toISOString(), time).toBe(new Date(time).toISOString());
    }
    const { entries } = await listEntries(place, kept.file, { offset: 0, limit: 100 });
    expect(entries.map((entry) => entry.modified)).toEqual(times.map((time) => new Date(time)));
  });

  it("keeps times before 1970 too, though unzip itself does not look at them", async () => {
    const times = ["1901-12-13T20:45:53Z", "1969-12-31T23:59:59Z"];
    const { place, kept, zip } = await unpacked(timed(times));
    const { listed } = await readWithYauzl(zip);
    const { entries } = await listEntries(place, kept.file, { offset: 0, limit: 100 });
    for (const [index, time] of times.entries()) {
      expect(listed.get(`logs/app/${time}`)?.modified).toEqual(new Date(time));
      expect(entries[index]?.modified).toEqual(new Date(time));
    }
  });

  it("lists a time that no calendar can show as the beginning of time", async () => {
    const { place, kept } = await unpacked([
      fileEntry("logs/app/a", "a", { modified: new Date(Number.NaN) }),
      fileEntry("logs/app/b", "b", { modified: new Date("+020000-01-01T00:00:00Z") }),
    ]);
    const { entries } = await listEntries(place, kept.file, { offset: 0, limit: 2 });
    expect(entries.map((entry) => entry.modified.getTime())).toEqual([0, 568971820800000]);
  });
});

describe("other readers of the same archive (fault 34)", () => {
  const entries = [
    folderEntry("media/photos"),
    fileEntry("media/photos/über.txt", "text ".repeat(5000)),
    fileEntry("media/photos/large", Buffer.alloc(2_500_000, "0123456789")),
    fileEntry("media/photos/noise", randomBytes(1_500_000)),
    linkEntry("media/photos/link", "über.txt"),
  ];

  it("yauzl reads the same names, contents and times", async () => {
    const { zip } = await unpacked(entries);
    const { listed, manifest } = await readWithYauzl(zip);
    expect([...listed.keys()]).toEqual([
      "media/photos/",
      "media/photos/über.txt",
      "media/photos/large",
      "media/photos/noise",
      "media/photos/link",
      "holdfast.json",
    ]);
    for (const entry of manifest.entries) {
      if (!entry.sha256) continue;
      expect(listed.get(entry.path)).toEqual({
        sha256: entry.sha256,
        modified: new Date("2026-03-09T10:11:12Z"),
      });
    }
  });

  it("Python reads it without complaint", async ({ skip }) => {
    const { zip } = await unpacked(entries);
    try {
      execFileSync("python3", ["--version"]);
    } catch {
      skip("python3 is not on this machine: the archive was not opened with Python's zipfile");
    }
    const script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip())";
    expect((await output("python3", ["-c", script, zip])).toString().trim()).toBe("None");
  });
});

function timed(times: readonly string[]): Entry[] {
  return times.map((time) => fileEntry(`logs/app/${time}`, time, { modified: new Date(time) }));
}

interface Manifest {
  entries: { path: string; sha256?: string }[];
}

async function readWithYauzl(zip: string) {
  const listed = new Map<string, { sha256: string; modified: Date }>();
  let manifest: Manifest = { entries: [] };
  const file = await yauzl.openPromise(zip, { strictFileNames: true, autoClose: false });
  onTestFinished(() => file.close());
  for await (const entry of file.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await file.openReadStreamPromise(entry)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    listed.set(entry.fileName, { sha256, modified: entry.getLastModDate() });
    if (entry.fileName === "holdfast.json") manifest = JSON.parse(bytes.toString());
  }
  return { listed, manifest };
}

function lineOf(lines: readonly string[], name: string): string {
  return lines.find((line) => line.endsWith(`/${name}`)) ?? "";
}
