import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addUser, listActivity } from "#lib/access";
import { listActive } from "#lib/versions";
import type { ConfigVersion } from "#lib/versions/schema";
import type { Browser } from "../../../test/browser.ts";
import { startConsole, type TestConsole } from "../../../test/console.ts";
import { keepTexts } from "../../../test/kept-texts.ts";

const user = { name: "ada", password: "correct horse battery" };
/** A password takes a quarter of a second of one core, and everything else runs beside. */
vi.setConfig({ testTimeout: 120_000 });

let web: TestConsole;
let data: string;
let ada: Browser;
let versions: ConfigVersion[];

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "holdfast-web-"));
  web = await startConsole({ data });
  await addUser(web.ctx, user);
  ada = await web.signIn(user);
  const text = "snmp-server community canary RO\nntp server 192.0.2.1\nend\n";
  await keepTexts(web.ctx, [
    {
      name: "Имя: 🚀",
      platform: "cisco-ios",
      texts: [text, text.replace("192.0.2.1", "192.0.2.9")],
    },
    { name: "edge-1", platform: "cisco-ios", texts: [text] },
  ]);
  versions = await listActive(web.ctx);
}, 600_000);

afterAll(async () => {
  await web?.stop();
  await rm(data, { recursive: true, force: true });
});

const downloads = async () => (await listActivity(web.ctx, { action: "version:download" })).total;

describe("a version's text", () => {
  it("is sent as the device gave it, with its length, under a name that every system takes", async () => {
    const before = await downloads();
    const address = `/api/configs/${versions[0]?.id}`;
    const { status, headers, text, bytes } = await ada.ask(address);
    expect([status, headers.get("content-length")]).toEqual([200, String(bytes.length)]);
    expect(text).toContain("community canary RO");
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "cache-control": expect.stringContaining("no-store"),
      "content-disposition": expect.stringMatching(
        /^attachment; filename="[\w.~-]+\.cfg"; filename\*=UTF-8''[\w.%~-]+$/,
      ),
    });
    await ada.ask(address, { method: "HEAD" });
    expect(await downloads()).toBe(before + 1);
  });

  it("of something else than a version is not found, whatever it spells", async () => {
    for (const id of ["1", "..%2f..%2fetc", "%00", "x".repeat(5_000)]) {
      const { status, text } = await ada.ask(`/api/configs/${id}`);
      expect([status, JSON.parse(text).error.cause]).toEqual([404, "not-found"]);
    }
  });
});

describe("an export", () => {
  const form = (ids: readonly string[]) => {
    const fields = new FormData();
    fields.set("versions", ids.join(","));
    return fields;
  };

  it("is one ZIP of a form's versions or of an address's, each time a line in the trail", async () => {
    const before = await downloads();
    const ids = versions.map(({ id }) => id);
    const sent = await ada.ask("/api/configs/export", { method: "POST", body: form(ids) });
    const asked = await ada.ask(`/api/configs/export?versions=${ids.join(",")}`);
    for (const { status, headers, bytes } of [sent, asked]) {
      expect([status, headers.get("content-type")]).toEqual([200, "application/zip"]);
      expect(headers.get("content-disposition")).toMatch(/filename="configs-\w+\.zip"/);
      expect(bytes.subarray(0, 2).toString()).toBe("PK");
      expect(bytes.includes("edge-1.cfg")).toBe(true);
      expect(bytes.includes("missing.txt")).toBe(false);
    }
    await ada.ask("/api/configs/export", { method: "HEAD" });
    expect(await downloads()).toBe(before + 2);
  });

  it("of nothing, of what is not there, or asked for by another site's page is refused", async () => {
    const post = (body: FormData | string, headers = {}) =>
      ada.ask("/api/configs/export", { method: "POST", body, headers });
    expect((await post(form([]))).status).toBe(422);
    expect((await post("{}")).status).toBe(400);
    expect((await post(form(["x"]))).status).toBe(404);
    const foreign = { origin: "https://evil.example" };
    expect((await post(form(versions.map(({ id }) => id)), foreign)).status).toBe(403);
  });
});

describe("pages of configurations", () => {
  it("compare and search without a secret of either text", async () => {
    const [one, two] = versions;
    const pages = [
      `/configs`,
      `/configs?state=past`,
      `/configs/compare?b=${two?.id}`,
      `/configs/compare?a=${one?.id}&b=${two?.id}`,
      `/configs/search?is=contains&text=community`,
      `/configs/search?is=contains&text=canary`,
    ];
    for (const page of pages) {
      const { status, text } = await ada.ask(page);
      expect(status, page).toBe(200);
      expect(text, page).not.toContain("canary RO");
    }
    const compared = await ada.ask(pages[3] ?? "");
    expect(compared.text).toContain("192.0.2.9");
    const found = await ada.ask(pages[4] ?? "");
    expect(found.text).toContain("‹redacted›");
  });
});
