import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addUser, disableUser, issueSetupToken, listActivity, listUsers } from "#lib/access";
import type { Browser } from "../../test/browser.ts";
import { startConsole, type TestConsole } from "../../test/console.ts";

const password = "CANARY-7f3e correct horse";
/** A password takes a quarter of a second of one core, and everything else runs beside. */
vi.setConfig({ testTimeout: 120_000 });

let web: TestConsole;
let data: string;
let ada: Browser;

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "holdfast-web-"));
  web = await startConsole({ data });
}, 600_000);

afterAll(async () => {
  await web?.stop();
  await rm(data, { recursive: true, force: true });
});

const pathOf = (location: string | null) => location?.replace(web.origin, "");
const names = () => ({
  session: `holdfast-${web.port}-session`,
  known: `holdfast-${web.port}-known`,
});

describe("setup", () => {
  it("is where strangers are sent while there is no user", async () => {
    for (const page of ["/", "/sign-in", "/settings"]) {
      const { status, headers } = await web.visit().ask(page);
      expect([status, pathOf(headers.get("location"))], page).toEqual([307, "/setup"]);
    }
  });

  it("refuses a wrong token and a weak password in place, and then makes the first user", async () => {
    const token = (await issueSetupToken(web.ctx)) ?? "";
    ada = web.visit();
    const wrong = await ada.submit("/setup", { token: "WRONG", name: "ada", password });
    expect(wrong.text).toContain("The setup token is not the one");
    const weak = await ada.submit("/setup", { token, name: "ada", password: "password1234" });
    expect(weak.text).toContain("first that are guessed");
    const right = await ada.submit("/setup", { token, name: "ada", password });
    expect([right.status, pathOf(right.headers.get("location"))]).toEqual([303, "/"]);
    expect(await listUsers(web.ctx)).toMatchObject([{ name: "ada", lastSignInFrom: "127.0.0.1" }]);
    expect((await ada.ask("/settings")).status).toBe(200);
  });

  it("does not exist afterwards, not even for its action", async () => {
    const stranger = web.visit();
    expect((await stranger.ask("/setup")).status).toBe(404);
    expect((await ada.ask("/setup")).status).toBe(404);
  });
});

describe("signing in", () => {
  it("sets a cookie that scripts, other sites and other ports do not use", async () => {
    const browser = web.visit();
    const { headers } = await browser.submit("/sign-in", { name: "Ada", password });
    const cookie = headers.getSetCookie().find((line) => line.startsWith(`${names().session}=`));
    expect(cookie).toMatch(/; Path=\/; .*HttpOnly; SameSite=lax$/i);
    expect(browser.cookies.get(names().session)).not.toContain("ada");
  });

  it("goes back to the page that was asked for, and to no other site", async () => {
    const asked = await web.visit().ask("/settings?tab=users&_rsc=abc");
    const signIn = pathOf(asked.headers.get("location")) ?? "";
    expect(signIn).toBe("/sign-in?back=%2Fsettings%3Ftab%3Dusers");
    const { headers } = await web.visit().submit(signIn, { name: "ada", password });
    expect(pathOf(headers.get("location"))).toBe("/settings?tab=users");
    for (const back of [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "javascript:1",
    ]) {
      const form = { name: "ada", password, back };
      const answer = await web.visit().submit("/sign-in", form);
      expect(pathOf(answer.headers.get("location")), back).toBe("/");
    }
  });

  it("begins a new session, and the one before opens nothing any more", async () => {
    const browser = await web.signIn({ name: "ada", password });
    const before = browser.cookies.get(names().session) ?? "";
    const stale = web.visit();
    stale.cookies.set(names().session, before);
    expect((await stale.ask("/api/status")).status).toBe(200);
    const form = await web.visit().form("/sign-in");
    for (const [name, value] of Object.entries({ name: "ada", password })) form.set(name, value);
    await browser.ask("/sign-in", { method: "POST", body: form });
    expect(browser.cookies.get(names().session)).not.toBe(before);
    expect((await stale.ask("/api/status")).status).toBe(401);
    expect((await browser.ask("/api/status")).status).toBe(200);
  });

  it("takes no other token of next-auth for a session, and none that is not its own", async () => {
    const csrf = [...ada.cookies].find(([name]) => name.endsWith("-csrf"))?.[1] ?? "";
    for (const forged of [
      csrf,
      "x",
      "eyJhbGciOiJub25lIn0.eyJzZWNyZXQiOiJ4In0.",
      "a".repeat(5_000),
    ]) {
      const browser = web.visit();
      browser.cookies.set(names().session, forged);
      expect((await browser.ask("/api/status")).status).toBe(401);
    }
  });

  it("says the same of an unknown name and a wrong password", async () => {
    const alert = async (name: string) => {
      const { text } = await web
        .visit()
        .submit("/sign-in", { name, password: "CANARY-7f3e wrong" });
      return /User name and password do not match\.[^<"]*/.exec(text)?.[0];
    };
    expect(await alert("nobody-at-all")).toBe(await alert("ada"));
  });

  it("pauses after wrong tries whatever the client says its address is, but not its owner's browser", async () => {
    const browser = web.visit();
    const form = await browser.form("/sign-in");
    form.set("name", "ada");
    form.set("password", "wrong");
    const tries: string[] = [];
    for (let n = 1; n <= 6; n++) {
      const headers = { "x-forwarded-for": `198.51.100.${n}`, "x-real-ip": `198.51.100.${n}` };
      const { text } = await browser.ask("/sign-in", { method: "POST", body: form, headers });
      tries.push(/Too many refused sign-ins|do not match/.exec(text)?.[0] ?? text);
    }
    expect(tries.at(-1)).toBe("Too many refused sign-ins");
    const form2 = { name: "ada", password };
    expect((await web.visit().submit("/sign-in", form2)).text).toContain(
      "Too many refused sign-ins",
    );
    const owner = web.visit();
    owner.cookies.set(names().known, ada.cookies.get(names().known) ?? "");
    expect((await owner.submit("/sign-in", form2)).status).toBe(303);
  });

  it("offers of next-auth what it needs and nothing else", async () => {
    for (const route of ["verify-request", "callback/google", "_log", "callback/credentials"]) {
      expect((await ada.ask(`/api/auth/${route}`)).status, route).toBe(404);
    }
    const stranger = await web.visit().ask("/api/auth/session");
    expect([stranger.status, stranger.text]).toEqual([200, "{}"]);
    expect(JSON.parse((await ada.ask("/api/auth/session")).text).user).toEqual({ name: "ada" });
  });
});

describe("being signed in", () => {
  it("ends with signing out", async () => {
    await addUser(web.ctx, { name: "bob", password });
    const bob = await web.signIn({ name: "bob", password });
    const cookie = bob.cookies.get(names().session) ?? "";
    const { csrfToken } = JSON.parse((await bob.ask("/api/auth/csrf")).text);
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ csrfToken });
    await bob.ask("/api/auth/signout", { method: "POST", body, headers });
    const thief = web.visit();
    thief.cookies.set(names().session, cookie);
    expect((await thief.ask("/api/status")).status).toBe(401);
    expect((await thief.ask("/sign-in")).text).toContain("You signed out.");
  });

  it("ends when the user is disabled, with the next request, and says why", async () => {
    const carol = await addUser(web.ctx, { name: "carol", password });
    const browser = await web.signIn({ name: "carol", password });
    expect((await browser.ask("/settings")).status).toBe(200);
    await disableUser(web.ctx, carol);
    expect((await browser.ask("/api/status")).status).toBe(401);
    expect((await browser.ask("/settings")).status).toBe(307);
    expect((await browser.ask("/sign-in")).text).toContain("disabled this account");
  });
});

describe("a password", () => {
  it("stands nowhere: not in answers, output, logs, database or its write-ahead log", async () => {
    const { rows } = await listActivity(web.ctx, { limit: 200 });
    expect(rows.map((row) => row.action)).toContain("session:refused");
    const seen: Record<string, string> = { answers: web.answers(), output: web.output() };
    for (const file of await readdir(data, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const name = path.join(file.parentPath, file.name);
      seen[name] = await readFile(name, "latin1");
    }
    expect(Object.keys(seen).some((name) => name.endsWith(".db-wal"))).toBe(true);
    const secrets = ["CANARY-7f3e", Buffer.from(password).toString("base64").slice(0, 12)];
    for (const [name, text] of Object.entries(seen)) {
      for (const secret of secrets) expect(text.includes(secret), name).toBe(false);
    }
  });
});
