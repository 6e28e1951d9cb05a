import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addUser, issueSetupToken, listUsers } from "#lib/access";
import { tables } from "#lib/db";
import type { Browser } from "../test/browser.ts";
import { startConsole, type TestConsole } from "../test/console.ts";

const password = "CANARY-7f3e correct horse";
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

describe("setup", () => {
  it("is where strangers are sent while there is no user", async () => {
    const { status, headers } = await web.visit().ask("/sign-in");
    expect([status, headers.get("location")]).toEqual([307, "/setup"]);
  });

  it("refuses a wrong token in place, and makes the first user with the right one", async () => {
    const token = (await issueSetupToken(web.ctx)) ?? "";
    ada = web.visit();
    const wrong = await ada.submit("/setup", { token: "WRONG", name: "ada", password });
    expect(wrong.text).toContain("The setup token is not the one");
    const weak = await ada.submit("/setup", { token, name: "ada", password: "password1234" });
    expect(weak.text).toContain("first that are guessed");
    const right = await ada.submit("/setup", { token, name: "ada", password });
    expect([right.status, right.headers.get("location")]).toEqual([303, "/"]);
    expect(await listUsers(web.ctx)).toMatchObject([{ name: "ada" }]);
  });

  it("signs in at once, with a cookie that scripts and other sites cannot use", async () => {
    expect([...ada.cookies.keys()]).toContain(`holdfast-${web.port}`);
    const { status, headers } = await ada.ask("/api/auth/session");
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toContain("no-store");
  });

  it("is gone afterwards", async () => {
    expect((await web.visit().ask("/setup")).status).toBe(404);
  });
});
