import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addUser, listActivity, workerActor } from "#lib/access";
import { createPlan } from "#lib/plans";
import { beginOwnVault } from "#lib/runs";
import type { RunArchive } from "#lib/runs/schema";
import type { Answer, Browser } from "../../../../test/browser.ts";
import { startConsole, type TestConsole } from "../../../../test/console.ts";
import { runOnce } from "../../../../test/running.ts";

const user = { name: "ada", password: "correct horse battery" };
/** More than all buffers on the way together, so that a reader who stops holds the sender up. */
const largeBytes = 96_000_000;
/** A password takes a quarter of a second of one core, and everything else runs beside. */
vi.setConfig({ testTimeout: 120_000 });

let web: TestConsole;
let data: string;
let ada: Browser;
let archive: RunArchive;
let large: RunArchive;

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "holdfast-web-"));
  web = await startConsole({ data });
  await beginOwnVault(web.ctx);
  await addUser(web.ctx, user);
  ada = await web.signIn(user);
  archive = await archiveOf('Имя 🚀 "; x=1', Buffer.from("hello\n"));
  large = await archiveOf("large", randomBytes(largeBytes));
}, 600_000);

afterAll(async () => {
  await web?.stop();
  await rm(data, { recursive: true, force: true });
});

/** Runs a plan over a folder with one file; its runs are numbered 1, 2 … */
async function archiveOf(name: string, content: Buffer): Promise<RunArchive> {
  const folder = path.join(data, `source of ${content.length}`);
  await mkdir(folder);
  await writeFile(path.join(folder, "file.bin"), content);
  const plan = await createPlan(web.ctx, {
    name,
    type: "full",
    schedule: { every: "manual" },
    timeZone: "UTC",
    retention: {},
    sources: [{ kind: "files", config: { path: folder } }],
  });
  const worker = { ...web.ctx, actor: workerActor() };
  const run = await runOnce({ ctx: web.ctx, worker }, plan);
  if (!run.archive) throw new Error(`Nothing was kept: ${run.error?.sentence}`);
  return run.archive;
}

const get = (headers: Record<string, string> = {}, browser = ada) =>
  browser.ask("/api/archives/1", { headers });
const head = ({ status, headers }: Answer) => [
  status,
  headers.get("content-length"),
  headers.get("content-range"),
];

describe("a download", () => {
  it("is the archive itself, with its length, its mark and a name that every system takes", async () => {
    const { status, headers, bytes } = await get();
    expect(status).toBe(200);
    const again = await get();
    expect(bytes.equals(again.bytes)).toBe(true);
    expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "application/zip",
      "content-length": String(archive.bytes),
      "accept-ranges": "bytes",
      etag: `"${archive.sha256}"`,
      "content-disposition": expect.stringMatching(
        /^attachment; filename="[\w.-]+\.zip"; filename\*=UTF-8''[\w.%-]+$/,
      ),
    });
    expect(headers.get("content-encoding")).toBeNull();
    expect(Date.parse(headers.get("last-modified") ?? "")).not.toBeNaN();
  });

  it("says its length on the wire, to GET and HEAD, and sends no chunks", async () => {
    const cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    for (const method of ["GET", "HEAD"]) {
      const lines = [
        `${method} /api/archives/1 HTTP/1.1`,
        `Host: localhost:${web.port}`,
        `Cookie: ${cookie}`,
        "Accept-Encoding: gzip",
        "Connection: close",
        "\r\n",
      ];
      const [top = "", ...body] = (await web.raw(lines.join("\r\n"))).split("\r\n\r\n");
      expect(top).toContain("HTTP/1.1 200");
      expect(top.toLowerCase()).toContain(`\r\ncontent-length: ${archive.bytes}`);
      expect(top.toLowerCase()).not.toMatch(/transfer-encoding|content-encoding|x-holdfast/);
      expect(body.join("\r\n\r\n")).toHaveLength(method === "GET" ? archive.bytes : 0);
    }
  });

  it("may be a part of it", async () => {
    const { bytes: whole } = await get();
    const size = archive.bytes;
    const parts: [string, number, number][] = [
      ["0-0", 0, 0],
      ["-1", size - 1, size - 1],
      ["10-", 10, size - 1],
      ["5-999999999999", 5, size - 1],
    ];
    for (const [range, start, end] of parts) {
      const answer = await get({ range: `bytes=${range}` });
      const length = String(end - start + 1);
      expect(head(answer), range).toEqual([206, length, `bytes ${start}-${end}/${size}`]);
      expect(answer.bytes.equals(whole.subarray(start, end + 1)), range).toBe(true);
    }
  });

  it("is the whole where a range makes no sense or is several, and refused outside", async () => {
    const size = archive.bytes;
    const many = Array(1_000).fill("0-0").join(",");
    for (const range of ["5-2", "0-1,5-6", many, "x"]) {
      expect(head(await get({ range: `bytes=${range}` })), range).toEqual([
        200,
        String(size),
        null,
      ]);
    }
    for (const range of ["999999999999-", `${size}-`, "-0"]) {
      const answer = await get({ range: `bytes=${range}` });
      expect(head(answer), range).toEqual([416, "0", `bytes */${size}`]);
    }
  });

  it("goes on only where the file is still the same, and is not sent twice", async () => {
    const etag = `"${archive.sha256}"`;
    const range = "bytes=1-2";
    expect((await get({ range, "if-range": etag })).status).toBe(206);
    expect((await get({ range, "if-range": '"other"' })).status).toBe(200);
    const same = await get({ "if-none-match": etag });
    expect([same.status, same.bytes.length]).toEqual([304, 0]);
    expect((await get({ "if-match": '"other"' })).status).toBe(412);
  });

  it("is one line in the activity trail, resumed or not, and no byte leaves without one", async () => {
    const count = async () => (await listActivity(web.ctx, { action: "archive:download" })).total;
    const before = await count();
    await get();
    for (const range of ["bytes=10-20", "bytes=21-"]) await get({ range });
    await ada.ask("/api/archives/1", { method: "HEAD" });
    await get({ "if-none-match": `"${archive.sha256}"` });
    expect(await count()).toBe(before + 1);
    const other = await web.signIn(user);
    await get({ range: "bytes=10-20" }, other);
    expect(await count()).toBe(before + 2);
    const { rows } = await listActivity(web.ctx, { action: "archive:download", limit: 1 });
    expect(rows[0]).toMatchObject({ actor: { name: "ada" }, address: "127.0.0.1" });
  });

  it("may be one file or one folder of it, in parts and resumed like the whole", async () => {
    const folder = "files/source of 6/";
    const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
      ada.ask(`/api/archives/1?path=${encodeURIComponent(path)}`, { headers, method });
    const file = await ask(`${folder}file.bin`);
    expect([head(file), file.text]).toEqual([[200, "6", null], "hello\n"]);
    const etag = file.headers.get("etag") ?? "";
    const part = await ask(`${folder}file.bin`, { range: "bytes=1-2", "if-range": etag });
    expect([head(part), part.text]).toEqual([[206, "2", "bytes 1-2/6"], "el"]);
    expect(head(await ask(folder, {}, "HEAD"))[0]).toBe(200);
    const zip = await ask(folder);
    expect(zip.headers.get("etag")).not.toBe(etag);
    expect(head(zip)).toEqual([200, String(zip.bytes.length), null]);
    const rest = await ask(folder, { range: "bytes=20-" });
    expect(rest.bytes.equals(zip.bytes.subarray(20))).toBe(true);
    for (const path of ["files/none.bin", "files/none/", "../etc/passwd", ""]) {
      expect((await ask(path)).status, path).toBe(404);
    }
  });

  it("of something else than a run is not found, whatever it spells", async () => {
    const odd = [
      "999",
      "0",
      "-1",
      "1e0",
      "..%2f..%2fetc%2fpasswd",
      "%00",
      "%2e%2e",
      "x".repeat(5_000),
    ];
    for (const run of odd) {
      const { status, text } = await ada.ask(`/api/archives/${run}`);
      // Two dots are the folder above, which Next spells without them: no archive either way.
      expect(run === "%2e%2e" ? [308, 404] : [404], run.slice(0, 30)).toContain(status);
      if (run !== "%2e%2e")
        expect(JSON.parse(text).error.cause, run.slice(0, 30)).toBe("not-found");
    }
  });
});

describe("a damaged archive (fault 8)", () => {
  it("is sent up to the damage, and then the connection breaks: never a short file called whole", async () => {
    const packs = path.join(data, "vault", "packs");
    const before = new Set(await readdir(packs, { recursive: true }));
    const { bytes } = await archiveOf("damaged", randomBytes(3_000_000));
    const added = (await readdir(packs, { recursive: true })).filter((name) => !before.has(name));
    const pack = path.join(packs, added.find((name) => name.endsWith(".pack")) ?? "");
    const content = await readFile(pack);
    content.writeUInt8(content.readUInt8(2_000_000) ^ 1, 2_000_000);
    await writeFile(pack, content);
    await expect(ada.ask("/api/archives/3")).rejects.toThrow(/aborted|ECONNRESET|hang up/);
    const rest = { range: `bytes=${bytes - 20}-` }; // what is not touched can still be had
    expect((await ada.ask("/api/archives/3", { headers: rest })).status).toBe(206);
  });
});

describe("a reader who stops reading", () => {
  const path = "/api/archives/2";
  const rssBytes = () => {
    const status = readFileSync(`/proc/${web.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024;
  };
  const openArchives = () =>
    readdirSync(`/proc/${web.pid}/fd`).filter((fd) => {
      try {
        return readlinkSync(`/proc/${web.pid}/fd/${fd}`).includes("/vault/");
      } catch {
        return false; // closed while we looked
      }
    }).length;

  /** Takes the head and some of the body, then nothing more. */
  async function readALittle() {
    const cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const socket = connect(web.port, "127.0.0.1");
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: localhost:${web.port}\r\nCookie: ${cookie}\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once("data", resolve));
    socket.pause();
    return socket;
  }

  it("holds the sender up instead of filling its memory, and gives the file back on leaving", async () => {
    const before = rssBytes();
    const sockets = await Promise.all([readALittle(), readALittle(), readALittle()]);
    await vi.waitFor(() => expect(openArchives()).toBeGreaterThanOrEqual(3));
    expect(rssBytes() - before).toBeLessThan(64_000_000);
    expect(large.bytes).toBeGreaterThan(64_000_000);
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(() => expect(openArchives()).toBe(0), 5_000);
  });

  it("does not keep the process: told to stop, it ends within five seconds", async () => {
    const socket = await readALittle();
    socket.on("error", () => {});
    const events = await ada.open("/api/events");
    await events.until(/event: begin/);
    const { code, ms } = await web.stop();
    await events.ended;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
    socket.destroy();
  });
});
