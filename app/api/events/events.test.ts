import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addUser, disableUser, endAllSessions, type User } from "#lib/access";
import { tables, write } from "#lib/db";
import { emit, lastEventId } from "#lib/events";
import type { Browser, OpenAnswer } from "../../../test/browser.ts";
import { startConsole, type TestConsole } from "../../../test/console.ts";

const password = "correct horse battery";
/** A password takes a quarter of a second of one core, and everything else runs beside. */
vi.setConfig({ testTimeout: 120_000 });

let web: TestConsole;
let data: string;
let ada: Browser;
let bob: User;

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "holdfast-web-"));
  web = await startConsole({ data });
  await addUser(web.ctx, { name: "ada", password });
  bob = await addUser(web.ctx, { name: "bob", password });
  ada = await web.signIn({ name: "ada", password });
}, 600_000);

afterAll(async () => {
  await web?.stop();
  await rm(data, { recursive: true, force: true });
});

async function happen(name: string): Promise<void> {
  const at = new Date();
  await write(web.ctx.db, (tx) =>
    emit(tx, { at, kind: "plan.changed", subjectId: name, data: { name } }),
  );
}

describe("the stream of events", () => {
  it("is for those who are signed in", async () => {
    const { status, text } = await web.visit().ask("/api/events");
    expect([status, JSON.parse(text).error.cause]).toEqual([401, "signed-out"]);
  });

  it("tells what happens, uncompressed and at once", async () => {
    const stream = await ada.open("/api/events", { "accept-encoding": "gzip, br" });
    await stream.until(/^retry: \d+\n\n:\nid: \d+\nevent: begin\n/);
    await happen("one");
    const text = await stream.until(/"subjectId":"one"/);
    expect(text).toMatch(/\nid: \d+\ndata: \{"id":\d+,.*"kind":"plan.changed"/);
    stream.close();
  });

  it("goes on where it was cut, by header or by address", async () => {
    const id = await lastEventId(web.ctx.db);
    await happen("missed");
    const streams = [
      await ada.open("/api/events", { "last-event-id": String(id) }),
      await ada.open(`/api/events?after=${id}`),
    ];
    for (const stream of streams) {
      expect(await stream.until(/event: begin/)).toMatch(/"subjectId":"missed"/);
      stream.close();
    }
  });

  it("says reset where what was missed is not kept", async () => {
    await web.ctx.db.delete(tables.events);
    await happen("after");
    const stream = await ada.open("/api/events?after=1");
    const text = await stream.until(/event: begin/);
    expect(text).toMatch(/event: reset/);
    expect(text).not.toContain("after");
    stream.close();
  });

  it("tells the answer to a question to whoever asked it", async () => {
    const [own, other] = [await ada.open("/api/events"), await ada.open("/api/events")];
    const session = await ada.ask("/api/auth/session");
    expect(session.status).toBe(200);
    const users = await web.ctx.db.select().from(tables.users);
    const id = users.find((user) => user.name === "ada")?.id ?? "";
    for (const stream of [own, other]) await stream.until(/event: begin/);
    const at = new Date();
    await write(web.ctx.db, async (tx) => {
      for (const askedBy of ["somebody else", id]) {
        await emit(tx, {
          at,
          kind: "request.answered",
          subjectId: `for ${askedBy}`,
          data: { askedBy },
        });
      }
    });
    const text = await own.until(new RegExp(`for ${id}`));
    expect(text).not.toContain("somebody else");
    for (const stream of [own, other]) stream.close();
  });

  it("is limited for each user, in words", async () => {
    const streams: OpenAnswer[] = [];
    for (let n = 0; n < 21; n++) streams.push(await ada.open("/api/events"));
    expect(streams.filter(({ status }) => status === 200)).toHaveLength(20);
    const refused = streams.at(-1);
    expect(await refused?.until(/too-many-streams/)).toContain("20 pages already watch live");
    for (const stream of streams) stream.close();
  });

  it("ends with the session it was opened by", async () => {
    const browser = await web.signIn({ name: "bob", password });
    const stream = await browser.open("/api/events");
    await stream.until(/event: begin/);
    await endAllSessions(web.ctx, { userId: bob.id });
    await stream.until(/event: signed-out/);
    await stream.ended;
    expect((await browser.ask("/api/events")).status).toBe(401);
  });

  it("ends for a disabled user", async () => {
    const browser = await web.signIn({ name: "bob", password });
    const stream = await browser.open("/api/events");
    await stream.until(/event: begin/);
    await disableUser(web.ctx, bob);
    await stream.ended;
  });

  it("ends when the process is told to stop, and says when to come back", async () => {
    const stream = await ada.open("/api/events");
    await stream.until(/event: begin/);
    const { code, ms } = await web.stop();
    expect(await stream.until(/begin[\s\S]*retry: 2000\n\n$/)).toBeTruthy();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
  });
});
