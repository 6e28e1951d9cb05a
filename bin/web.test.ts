import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addUser, endSession, listSessions } from "#lib/access";
import { listOpenAlarms } from "#lib/alarms";
import type { Browser } from "../test/browser.ts";
import { startConsole, type TestConsole } from "../test/console.ts";

/** A password takes a quarter of a second of one core, and everything else runs beside. */
vi.setConfig({ testTimeout: 120_000 });

let web: TestConsole;
let data: string;

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "holdfast-web-"));
  web = await startConsole({ data, environment: { HOLDFAST_URL: "https://backup.example.org" } });
}, 600_000);

afterAll(async () => {
  await web?.stop();
  await rm(data, { recursive: true, force: true });
});

describe("the door", () => {
  it("answers only to names of this console, whatever else a request claims", async () => {
    const forged = [
      { host: "evil.example" },
      { host: `evil.example:${web.port}` },
      { host: "evil.example", "x-forwarded-host": `localhost:${web.port}` },
      { host: "evil.example", forwarded: `host=localhost:${web.port}` },
    ];
    for (const headers of forged) {
      const { status, text } = await web.visit().ask("/sign-in", { headers });
      expect(status, JSON.stringify(headers)).toBe(421);
      expect(JSON.parse(text).error.cause).toBe("unknown-host");
    }
    const page = await web
      .visit()
      .ask("/", { headers: { host: "evil.example", accept: "text/html" } });
    expect(page.text).toContain("set HOLDFAST_URL to the address you use");
  });

  it("shows a forged name as text", async () => {
    const host = "<script>alert(1)</script>";
    const { text } = await web.visit().ask("/", { headers: { host, accept: "text/html" } });
    expect(text).not.toContain("<script>");
  });

  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["a page without a site", { origin: "null" }],
    ["no page at all", { origin: null }],
    [
      "another port of this machine",
      { origin: "http://localhost:1", "sec-fetch-site": "same-site" },
    ],
    [
      "a proxy that believes its client",
      { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    ],
    ["a frame of another site", { "sec-fetch-site": "cross-site" }],
  ])("refuses what %s sends", async (_who, headers) => {
    const body = "[]";
    for (const path of ["/sign-in", "/api/auth/signout", "/api/status", "/nowhere"]) {
      const { status, text } = await web.visit().ask(path, { method: "POST", headers, body });
      expect([status, text], path).toEqual([403, expect.stringContaining("foreign-origin")]);
    }
  });

  it("takes a write that its browser calls our own, also behind a proxy that changes Host", async () => {
    for (const headers of [
      { origin: null, "sec-fetch-site": "same-origin" },
      { origin: "https://backup.example.org" },
    ]) {
      const { status } = await web.visit().ask("/api/auth/signout", { method: "POST", headers });
      expect(status).not.toBe(403);
    }
  });

  it("knows who is signed in there, whichever name the proxy asks by", async () => {
    const user = { name: "ada", password: "correct horse battery" };
    await addUser(web.ctx, user);
    const browser = web.visit();
    const body = await browser.form("/sign-in");
    for (const [name, value] of Object.entries(user)) body.set(name, value);
    const headers = { origin: "https://backup.example.org" };
    const { headers: told } = await browser.ask("/sign-in", { method: "POST", body, headers });
    const cookie = told.getSetCookie().find((line) => line.startsWith("__Host-holdfast-session="));
    expect(cookie).toMatch(/; Path=\/; .*Secure; HttpOnly; SameSite=lax$/i);
    for (const host of ["backup.example.org", `127.0.0.1:${web.port}`]) {
      expect((await browser.ask("/api/status", { headers: { host } })).status, host).toBe(200);
    }
  });

  it("gives other sites nothing to read, but lets them link here", async () => {
    const elsewhere = { "sec-fetch-site": "cross-site" };
    const read = await web
      .visit()
      .ask("/sign-in", { headers: { ...elsewhere, "sec-fetch-mode": "no-cors" } });
    expect(read.status).toBe(403);
    const link = await web
      .visit()
      .ask("/sign-in", { headers: { ...elsewhere, "sec-fetch-mode": "navigate" } });
    expect(link.status).toBe(200);
  });

  it.each([
    ["//evil.example/%2e%2e", 400],
    ["/\\evil.example", 400],
    ["http://evil.example/", 400],
  ])("makes no redirect of %s", async (target, status) => {
    const head = `GET ${target} HTTP/1.1\r\nHost: localhost:${web.port}\r\nConnection: close\r\n\r\n`;
    const answer = await web.raw(head);
    expect(answer).toContain(`HTTP/1.1 ${status}`);
    expect(answer.toLowerCase()).not.toContain("location:");
  });

  it("refuses methods it does not know, and upgrades", async () => {
    expect((await web.visit().ask("/", { method: "PROPFIND" })).status).toBe(400);
    const upgrade = [
      `GET /_next/webpack-hmr HTTP/1.1`,
      `Host: localhost:${web.port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "\r\n",
    ].join("\r\n");
    expect(await web.raw(upgrade)).toBe("");
  });

  it("takes a body as large as a configuration only where it belongs, from who is signed in", async () => {
    const user = { name: "grace", password: "correct horse battery" };
    await addUser(web.ctx, user);
    const signedIn = await web.signIn(user);
    const body = "x".repeat(2_000_000);
    const send = async (who: Browser, path: string) => {
      const { status, text } = await who.ask(path, { method: "POST", body });
      return [status, /"cause":"([^"]*)"/.exec(text)?.[1]];
    };
    expect(await send(web.visit(), "/configs/new")).toEqual([401, "signed-out"]);
    expect((await send(signedIn, "/configs/new"))[0]).toBe(200);
    expect(await send(signedIn, "/plans/new")).toEqual([413, "body-too-large"]);
    for (const { id } of await listSessions(web.ctx)) await endSession(web.ctx, { id });
    expect(await send(signedIn, "/configs/new")).toEqual([401, "signed-out"]);
    const forged = web.visit();
    for (const name of signedIn.cookies.keys()) forged.cookies.set(name, "a.b.c.d.e");
    expect(await send(forged, "/configs/new")).toEqual([401, "signed-out"]);
  });

  it("says in words that a body is too large or of unknown length", async () => {
    const large = "x".repeat(1_000_001);
    const { status, text } = await web.visit().ask("/sign-in", { method: "POST", body: large });
    expect([status, JSON.parse(text).error.cause]).toEqual([413, "body-too-large"]);
    const action = { method: "POST", body: large, headers: { "next-action": "x" } };
    const told = await web.visit().ask("/sign-in", action);
    expect(told.headers.get("content-type")).toContain("text/plain"); // Next shows this to the page
    expect(told.text).toContain("larger than the 1 MB");
    const headers = { "transfer-encoding": "chunked" };
    expect((await web.visit().ask("/sign-in", { method: "POST", body: "x", headers })).status).toBe(
      411,
    );
  });

  it("lets an action through that a page sent after it was left, to where it belongs", async () => {
    const action = actionOf("devices/[deviceId]");
    const sent = { method: "POST", body: "[]", headers: { "next-action": action } };
    const { status, headers } = await web.visit().ask("/sign-in", sent);
    expect([status, headers.get("content-type")]).toEqual([200, "text/x-component"]);
  });
});

/** An action that only this page of the console has; Next passes it on from every other page. */
function actionOf(page: string): string {
  const file = path.join(import.meta.dirname, "..", ".next/server/server-reference-manifest.json");
  const { node }: Manifest = JSON.parse(readFileSync(file, "utf8"));
  const own = `app/(console)/${page}/page`;
  const found = Object.entries(node).find(([, { workers }]) => Object.keys(workers)[0] === own);
  if (!found) throw new Error(`${page} has no action of its own.`);
  return found[0];
}

interface Manifest {
  node: Record<string, { workers: Record<string, unknown> }>;
}

describe("every answer", () => {
  const common = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": expect.stringContaining("camera=()"),
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
  };

  it.each(["/sign-in", "/api/status", "/nowhere", "/live-worker.js", "/api/health"])(
    "of %s has the headers that protect it",
    async (path) => {
      const { headers } = await web.visit().ask(path);
      expect(Object.fromEntries(headers)).toMatchObject(common);
      expect(headers.get("x-powered-by")).toBeNull();
      if (path !== "/live-worker.js") expect(headers.get("cache-control")).toContain("no-store");
    },
  );

  it("runs only the scripts that carry a nonce nobody can guess", async () => {
    const [one, two] = [await web.visit().ask("/sign-in"), await web.visit().ask("/sign-in")];
    const nonceOf = (headers: Headers) =>
      /script-src 'nonce-([\w+/]{22}==)' 'strict-dynamic';/.exec(
        headers.get("content-security-policy") ?? "",
      )?.[1];
    expect(nonceOf(one.headers)).toBeDefined();
    expect(nonceOf(one.headers)).not.toBe(nonceOf(two.headers));
    const scripts = one.text.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) expect(script).toContain(`nonce="${nonceOf(one.headers)}"`);
  });

  it("asks browsers to stay with https where that is the address", async () => {
    const headers = { host: "backup.example.org" };
    const secure = await web.visit().ask("/sign-in", { headers });
    expect(secure.headers.get("strict-transport-security")).toBe("max-age=31536000");
    expect((await web.visit().ask("/sign-in")).headers.get("strict-transport-security")).toBeNull();
  });

  it("leaves what a client may not say out of what pages are told", async () => {
    const nonce = "AAAAAAAAAAAAAAAAAAAAAA==";
    const headers = {
      "content-security-policy": `script-src 'nonce-${nonce}'`,
      "x-nonce": nonce,
      "x-holdfast-address": "6.6.6.6",
      "x-request-id": "forged",
    };
    const { text, headers: answered } = await web.visit().ask("/sign-in", { headers });
    expect(text).not.toContain(nonce);
    expect(answered.get("x-request-id")).not.toBe("forged");
  });
});

describe("the process", () => {
  it("opens an alarm where no worker is there", async () => {
    await vi.waitFor(
      async () => {
        const alarms = await listOpenAlarms(web.ctx);
        expect(alarms.map(({ kind }) => kind)).toEqual(["worker-silent"]);
      },
      { timeout: 60_000, interval: 250 },
    );
  });

  it("serves one locked page when its key is wrong, and ends with exit code 12", async () => {
    const other = path.join(data, "other");
    const first = await startConsole({ data: other });
    await first.stop();
    await writeFile(path.join(other, "secret.key"), Buffer.alloc(32, 7).toString("base64"));
    const environment = { HOLDFAST_DATA: other };
    const locked = await startConsole({ data: path.join(data, "unused"), environment });
    for (const where of ["/", "/plans", "/api/events", "/_next/static/x.js"]) {
      const { status, text } = await locked
        .visit()
        .ask(where, { headers: { accept: "text/html" } });
      expect([status, text]).toEqual([
        503,
        expect.stringContaining("does not open this installation"),
      ]);
    }
    const health = await locked.visit().ask("/api/health");
    expect(JSON.parse(health.text)).toMatchObject({
      status: "locked",
      error: { cause: "key-wrong" },
    });
    expect((await locked.stop()).code).toBe(12);
  }, 120_000);

  it("says that its port is taken, or its environment wrong, and ends", async () => {
    const unused = path.join(data, "unused");
    const taken = startConsole({ data: unused, environment: { PORT: String(web.port) } });
    await expect(taken).rejects.toThrow(
      /already listens on 127\.0\.0\.1:\d+\.\nStop it, or set PORT/,
    );
    const wrong = startConsole({ data: unused, environment: { HOLDFAST_URL: "backup" } });
    await expect(wrong).rejects.toThrow("HOLDFAST_URL is not an address such as");
  }, 120_000);
});
