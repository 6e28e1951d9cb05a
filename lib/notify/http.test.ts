import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listActivity } from "#lib/access";
import { tables } from "#lib/db";
import { installation } from "../../test/installation.ts";
import { testKey } from "../../test/key.ts";
import { ownCertificate } from "../../test/mail-server.ts";
import { alarm, sendMeans } from "../../test/notify.ts";
import { type Reply, receiver } from "../../test/receiver.ts";
import { webhook } from "./channels/webhook.ts";
import { createChannel } from "./channels.ts";
import { listDeliveries } from "./deliveries.ts";
import { noteOf } from "./note.ts";
import { previewMessage } from "./preview.ts";
import { sendOnce } from "./send/send.ts";
import { testChannel } from "./test-channel.ts";

function send(settings: Record<string, string>, more = {}) {
  const note = noteOf(alarm, { id: "d1", alarmKey: "host-key:7", url: sendMeans.url });
  const means = { ...sendMeans, allowedAddresses: [], now: new Date(alarm.at), ...more };
  return sendOnce(webhook, { settings, note }, means);
}

describe("requests", () => {
  it("are signed over time and body", async () => {
    const { origin, received } = await receiver();
    await send({ url: origin, signature: "canary-signing-secret" });
    const [{ headers, body }] = received as [(typeof received)[number]];
    const [, seconds, hex] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["holdfast-signature"])) ?? [];
    const own = createHmac("sha256", "canary-signing-secret").update(`${seconds}.${body}`);
    expect(seconds).toBe("1773144000");
    expect(hex).toBe(own.digest("hex"));
  });

  it("follow a template, whatever stands in the message", async () => {
    const { origin, received } = await receiver();
    const template =
      '{"text":"{{title}} {{ url }}","lines":"{{excerpt}}","k":"{{severity}}/{{alarm}}"}';
    await send({ url: origin, template });
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      text: `${alarm.title} https://backup.example.org/devices/7?tab=key#host-key`,
      ...{ lines: alarm.excerpt.join("\n"), k: "failure/host-key:7" },
    });
  });

  it("follow a redirect within an origin, and none elsewhere, nor with secrets", async () => {
    const elsewhere = await receiver();
    const moved = (to: string, status = 307): Reply => ({ status, headers: { location: to } });
    const here = await receiver(({ path }) => {
      if (path === "/inside") return moved("/hook");
      if (path === "/get") return moved("/hook", 302);
      if (path === "/round") return moved("/round");
      return path === "/hook" ? { body: "here" } : moved(`${elsewhere.origin}/x?token=1`);
    });
    expect((await send({ url: `${here.origin}/inside` })).outcome).toBe("taken");
    expect(here.received.at(-1)).toMatchObject({ method: "POST", path: "/hook" });
    const keyed = { url: `${here.origin}/inside`, headers: "authorization: Bearer abc" };
    for (const settings of [{ url: `${here.origin}/away` }, keyed, { url: `${here.origin}/get` }]) {
      const { outcome, answer } = await send(settings);
      expect(outcome).toBe("refused");
      expect(answer.words).toMatch(
        /points to http:\/\/127.0.0.1:\d+, and a message does not follow/,
      );
    }
    expect((await send({ url: `${here.origin}/round` })).outcome).toBe("refused");
    expect(elsewhere.received).toEqual([]);
  });

  it("read no more of an answer than 64 kB, and show 4 kB", async () => {
    const { origin } = await receiver({ status: 500, body: "é".repeat(5_000_000) });
    const { answer } = await send({ url: origin });
    expect(Buffer.byteLength(answer.text)).toBeLessThanOrEqual(4_096);
    expect(answer.text).toMatch(/^HTTP\/1\.1 500 Internal Server Error\n\né+…$/);
    const packed = await receiver({
      status: 400,
      headers: { "content-encoding": "gzip" },
      body: "xx",
    });
    expect((await send({ url: packed.origin })).answer.text).toContain(
      "(2 bytes, packed with gzip)",
    );
  });

  it("are given up while an answer drips and never ends", async () => {
    const { origin } = await receiver({ drip: true, body: "a beginning" });
    const { outcome, answer } = await send({ url: origin }, { answerMs: 500 });
    expect(outcome).toBe("again");
    expect(answer.words).toMatch(/did not answer within/);
  });

  it("go to a certificate that is trusted alone, where need be to one of an own authority", async () => {
    const certificate = ownCertificate();
    const { origin, received } = await receiver({}, certificate);
    const unknown = await send({ url: origin });
    expect(unknown).toMatchObject({ outcome: "again", answer: { text: "" } });
    expect(unknown.answer.words).toMatch(
      /is not trusted: it is signed by itself. Nothing was sent/,
    );
    expect(received).toEqual([]);
    const { outcome } = await send({ url: origin, trust: certificate.cert });
    expect(outcome).toBe("taken");
    const plain = await receiver();
    const { answer } = await send({ url: plain.origin.replace("http:", "https:") });
    expect(answer.words).toContain("it does not speak TLS on that port");
  });

  it("go where they may only", async () => {
    const { origin, received } = await receiver();
    const { port } = new URL(origin);
    const refuse = { allowLoopback: false };
    for (const host of ["127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "localhost"]) {
      const { outcome, answer } = await send({ url: `http://${host}:${port}/` }, refuse);
      expect(outcome, host).toBe("refused");
      expect(answer.words, host).toContain("this machine itself");
    }
    expect(received).toEqual([]);
    const inside = await send({ url: "https://10.0.5.12/hook" });
    expect(inside).toMatchObject({ outcome: "refused", answer: { allow: "10.0.5.12" } });
  });
});

describe("the test of a channel", () => {
  const secrets = {
    signature: "canary-signing-secret",
    headers: "Authorization: Bearer canary-bearer-token",
  };

  it("gives the real answer without its secrets, which stand nowhere afterwards", async () => {
    const { ctx } = await installation();
    const { origin } = await receiver(({ path, headers }) => ({
      status: 401,
      headers: { "content-type": "application/json", "x-request-id": "r-17" },
      body: JSON.stringify({ error: `no ${headers.authorization} at ${path}`, sent: headers }),
    }));
    const settings = {
      url: `${origin}/hook/canary-path-secret?key=canary-query-secret`,
      ...secrets,
    };
    const { id } = await createChannel(ctx, { name: "pager", kind: "webhook", settings }, testKey);
    const tested = await testChannel(ctx, { id }, { ...sendMeans, key: testKey });
    expect(tested).toMatchObject({
      ok: false,
      answer: { words: expect.stringMatching(/^401 no ••••/) },
    });
    expect(tested.answer.text).toMatch(
      /^HTTP\/1\.1 401 Unauthorized\ncontent-type: application\/json\nx-request-id: r-17\n\n\{"error":"no •/,
    );
    const [line] = (await listDeliveries(ctx, { channelId: id })).deliveries;
    expect(line).toMatchObject({ state: "refused", tries: 1, answer: tested.answer });
    const preview = await previewMessage(
      ctx,
      { id },
      { message: alarm, key: testKey, url: sendMeans.url },
    );
    expect(preview).toMatchObject({ method: "POST", url: `${origin}/••••••••` });
    const everything = JSON.stringify([
      ...[tested, preview, await listDeliveries(ctx), (await listActivity(ctx)).rows],
      ...[await ctx.db.select().from(tables.channels), await ctx.db.select().from(tables.events)],
      ...[
        await ctx.db.select().from(tables.deliveries),
        await ctx.db.select().from(tables.activity),
      ],
    ]);
    expect(everything).toContain("pager");
    expect(everything).not.toMatch(/canary/);
  });

  it("is possible before a channel is saved, and then leaves only a line in the activity", async () => {
    const { ctx } = await installation();
    const { origin, received } = await receiver();
    const input = { name: "new", kind: "webhook" as const, settings: { url: origin } };
    const tested = await testChannel(ctx, { input }, sendMeans);
    expect(tested).toMatchObject({ ok: true, answer: { words: "200 OK" } });
    expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
      kind: "test",
      title: "Test of new",
    });
    expect(await listDeliveries(ctx)).toEqual({ deliveries: [], total: 0 });
    expect((await listActivity(ctx)).rows).toMatchObject([
      { action: "channel:test", after: { taken: true } },
    ]);
  });

  it("of a change takes the stored secret, but not to another place", async () => {
    const { ctx } = await installation();
    const here = await receiver();
    const settings = { server: here.origin, token: "canary-gotify-token" };
    const gotify = { name: "g", kind: "gotify" as const, settings };
    const { id } = await createChannel(ctx, gotify, testKey);
    const test = (server: string) => {
      const input = { ...gotify, settings: { server, token: "" } };
      return testChannel(ctx, { id, input }, sendMeans);
    };
    expect((await test(`${here.origin}/sub`)).ok).toBe(true);
    expect(here.received[0]?.headers["x-gotify-key"]).toBe("canary-gotify-token");
    const other = await receiver();
    await expect(test(other.origin)).rejects.toMatchObject({ causeName: "invalid" });
    expect(other.received).toEqual([]);
  });
});
