import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addUser, disableUser } from "#lib/access";
import { tables } from "#lib/db";
import { createPlan } from "#lib/plans";
import type { Browser } from "../test/browser.ts";
import { startConsole, type TestConsole } from "../test/console.ts";

/**
 * Everything that the console serves, found in its folders and in the build: whatever is new and not
 * named here must refuse strangers. There is no proxy in front that could do it instead.
 */

/** What answers strangers, and how. Setup is gone once there is a user. */
const openRoutes: Record<string, number> = {
  "/sign-in": 200,
  "/setup": 404,
  "/api/health": 503, // no worker runs here
  "/api/metrics": 404, // no token was made; with one, strangers are refused
};
/** next-auth decides for itself; `app/(auth)/sign-in.test.ts` holds it to what is needed. */
const ownRules = ["/api/auth/[...nextauth]"];
/** Actions that strangers may call: they sign in, set up, or end a session that they do not have. */
const openActions = ["signInAction", "setUpAction", "signOutAction"];

/** Stands in the database; a page that shows anything shows this sooner or later. */
const canary = "plan CANARY-7f3e";
const user = { name: "ada", password: "correct horse battery" };
const gone = { name: "bob", password: "correct horse battery" };

const root = path.join(import.meta.dirname, "..");
/** A password takes a quarter of a second of one core, and everything else runs beside. */
vi.setConfig({ testTimeout: 120_000 });

let web: TestConsole;
let data: string;
let ada: Browser;
let strangers: [string, Browser][];

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "holdfast-web-"));
  web = await startConsole({ data });
  await addUser(web.ctx, user);
  const { id } = await addUser(web.ctx, gone);
  await createPlan(web.ctx, {
    name: canary,
    type: "full",
    schedule: { every: "manual" },
    timeZone: "UTC",
    retention: {},
    sources: [{ kind: "files", config: { path: "/nowhere" } }],
  });
  ada = await web.signIn(user);
  const disabled = await web.signIn(gone);
  await disableUser(web.ctx, { id });
  const forged = web.visit();
  forged.cookies.set(`holdfast-${web.port}-session`, "forged");
  strangers = [
    ["without a cookie", web.visit()],
    ["with a forged cookie", forged],
    ["who was disabled", disabled],
  ];
}, 600_000);

afterAll(async () => {
  await web?.stop();
  await rm(data, { recursive: true, force: true });
});

/** An address to ask for, and the headers to ask with. */
type Way = [string, Record<string, string>];

/** `/plans/[planId]` and the file that serves it, for every page and route below `app`. */
const routes = readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
  .map((file) => {
    const folders = file.split("/").slice(0, -1);
    const route = `/${folders.filter((folder) => !/^[(@]/.test(folder)).join("/")}`;
    return { route, file: path.join(root, "app", file), isPage: file.endsWith("page.tsx") };
  });
const address = (route: string) => route.replace(/\[\[?(\.\.\.)?\w+\]?\]/g, "1");
const pages = routes.filter(({ isPage, route }) => isPage && !(route in openRoutes));
const handlers = routes.filter(
  ({ isPage, route }) => !isPage && !(route in openRoutes) && !ownRules.includes(route),
);

describe("strangers", () => {
  it("meet no proxy that could be gone round, and everything built is looked at here", () => {
    for (const name of ["proxy.ts", "middleware.ts", "app/proxy.ts", "src"]) {
      expect(existsSync(path.join(root, name)), name).toBe(false);
    }
    const manifest = path.join(root, ".next", "server", "app-paths-manifest.json");
    const built = Object.keys(JSON.parse(readFileSync(manifest, "utf8")))
      .map((name) => name.replace(/\/\([^/]+\)/g, "").replace(/\/(page|route)$/, "") || "/")
      .filter((name) => !name.startsWith("/_"));
    expect(built.sort()).toEqual(routes.map(({ route }) => route).sort());
  });

  it.each(Object.entries(openRoutes))("may ask for %s", async (route, status) => {
    expect((await web.visit().ask(route)).status).toBe(status);
  });

  it.each(pages)("are sent away from the page $route", async ({ route }) => {
    const known = await ada.ask(address(route));
    expect([200, 404], "to somebody who is signed in").toContain(known.status);
    const ways: Way[] = [
      [address(route), {}],
      [address(route), { rsc: "1" }],
      [`${address(route)}?_rsc=1`, { rsc: "1", "next-router-prefetch": "1" }],
      [address(route), { rsc: "1", "next-router-segment-prefetch": "/_tree" }],
      [`${address(route)}.rsc`, {}],
      [`${address(route)}.segments/_tree.segment.rsc`, {}],
      ...(route === "/" ? [] : [[`${address(route)}/`, {}] satisfies Way]),
      [address(route).replace("a", "%61"), {}],
      [address(route), { "x-middleware-subrequest": "middleware:middleware:middleware" }],
      [address(route), { "x-middleware-subrequest": "src/middleware", "x-nextjs-data": "1" }],
      [address(route), { "x-matched-path": address(route), "x-invoke-path": address(route) }],
    ];
    for (const [who, browser] of strangers) {
      for (const [way, headers] of ways) {
        const { status, text, headers: told } = await browser.ask(way, { headers });
        const what = `${who}: ${way} ${JSON.stringify(headers)}`;
        expect([200, 307, 308, 404], what).toContain(status);
        expect(text, what).not.toContain("CANARY");
        if (status === 200) expect(text, what).toContain("NEXT_REDIRECT");
        // Next sends a request for a part of a page to its own address with its marker first.
        const marked = `${address(route)}?_rsc`;
        const location = told.get("location");
        if (status === 307 && !location?.startsWith(marked))
          expect(location, what).toMatch(/^\/sign-in/);
      }
    }
  });

  it.each(handlers)("are refused by $route", async ({ route, file }) => {
    const source = readFileSync(file, "utf8");
    const methods = [...source.matchAll(/export (?:const|async function|function) ([A-Z]+)\b/g)];
    expect(methods.length).toBeGreaterThan(0);
    for (const [who, browser] of strangers) {
      for (const [, method = ""] of methods) {
        const { status, text } = await browser.ask(address(route), { method });
        expect(status, `${who}: ${method}`).toBe(401);
        if (method !== "HEAD") expect(JSON.parse(text).error.cause).toBe("signed-out");
      }
    }
  });
});

interface BuiltAction {
  exportedName: string;
  workers: Record<string, unknown>;
}

const readActions = (): [string, BuiltAction][] => {
  const manifest = path.join(root, ".next", "server", "server-reference-manifest.json");
  return Object.entries(JSON.parse(readFileSync(manifest, "utf8")).node);
};

/** Calls an action as a page's script does. */
const call = (
  browser: Browser,
  where: string,
  id: string,
  headers: Record<string, string | null>,
) =>
  browser.ask(where, {
    method: "POST",
    body: "[{}]",
    headers: {
      "next-action": id,
      accept: "text/x-component",
      "content-type": "text/plain;charset=UTF-8",
      ...headers,
    },
  });

/** What no refused action may have changed. */
async function everything(): Promise<string> {
  const rows = [];
  for (const table of [tables.users, tables.plans, tables.sources, tables.settings, tables.runs]) {
    rows.push(await web.ctx.db.select().from(table));
  }
  const said = (row: object) => "key" in row && row.key === "webSeenAt"; // the console is there
  return JSON.stringify(rows.map((table) => table.filter((row) => !said(row))));
}

describe("actions", () => {
  it("refuse strangers, whatever page they are sent to", async () => {
    const actions = readActions().filter(
      ([, { exportedName }]) => !openActions.includes(exportedName),
    );
    expect(actions.length).toBeGreaterThan(0);
    const before = await everything();
    for (const [id, { exportedName, workers }] of actions) {
      const [worker = ""] = Object.keys(workers);
      const owner = worker.replace(/^app|\/\([^/]+\)|\/page$/g, "") || "/";
      for (const [who, browser] of strangers) {
        for (const where of [address(owner), "/sign-in"]) {
          const { text } = await call(browser, where, id, {});
          // A page without the action does not run it, and says nothing.
          if (where === "/sign-in" && text === "{}") continue;
          expect(text, `${who}: ${exportedName} at ${where}`).toContain('"cause":"signed-out"');
        }
      }
    }
    expect(await everything()).toBe(before);
  }, 120_000);

  it("refuse what comes from no page of ours, cookie or not", async () => {
    const before = await everything();
    for (const [id] of readActions()) {
      for (const origin of ["https://evil.example", "null", null]) {
        const { status } = await call(ada, "/", id, { origin });
        expect(status).toBe(403);
      }
    }
    expect(await everything()).toBe(before);
  }, 120_000);

  it("that are open to strangers are in the build", () => {
    const names = readActions().map(([, { exportedName }]) => exportedName);
    expect(names).toEqual(expect.arrayContaining(openActions));
  });
});
