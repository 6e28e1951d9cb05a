import { describe, expect, it } from "vitest";
import { listActivity } from "#lib/access";
import { tables } from "#lib/db";
import { asUser, installation } from "../../test/installation.ts";
import { testKey } from "../../test/key.ts";
import { allowAddress, allowedAddresses, disallowAddress } from "./allowed-addresses.ts";
import { kinds } from "./channels/list.ts";
import {
  changeChannel,
  createChannel,
  deleteChannel,
  findChannel,
  listChannels,
} from "./channels.ts";
import type { ChannelInputGiven } from "./schema.ts";
import { settingsOf } from "./settings-of.ts";
import { loadChannel, openSettings } from "./stored.ts";

const gotify: ChannelInputGiven = {
  name: "pager",
  kind: "gotify",
  settings: { server: "https://gotify.example.org", token: "canary-token-1" },
};
const slackUrl = "https://hooks.slack.com/services/T01/B02/canaryPath";

/** The problems of an input, by field. */
async function problemsOf(done: Promise<unknown>): Promise<Record<string, string>> {
  const error = await done.then(
    () => null,
    (thrown: { facts: { problems: { field: string; problem: string }[] } }) => thrown,
  );
  return Object.fromEntries(
    (error?.facts.problems ?? []).map((each) => [each.field, each.problem]),
  );
}

describe("channels", () => {
  it("are kept with their secrets sealed, and shown without them", async () => {
    const { ctx } = await installation();
    const channel = await createChannel(ctx, gotify, testKey);
    expect(channel).toMatchObject({
      ...{ name: "pager", kindName: "Gotify", where: "gotify.example.org", holds: ["token"] },
      settings: { server: "https://gotify.example.org" },
    });
    const slack = await createChannel(
      ctx,
      { name: "chat", kind: "slack", settings: { url: slackUrl } },
      testKey,
    );
    expect(slack).toMatchObject({ where: "hooks.slack.com", holds: ["url"] });
    expect(slack.settings).toEqual({ url: "https://hooks.slack.com/…" });
    const stored = JSON.stringify([
      await ctx.db.select().from(tables.channels),
      await ctx.db.select().from(tables.events),
      await ctx.db.select().from(tables.activity),
      await listChannels(ctx),
    ]);
    expect(stored).toContain("pager");
    expect(stored).not.toMatch(/canary/);
    const row = await loadChannel(ctx.db, slack.id);
    expect(openSettings(testKey, row)).toEqual({ url: slackUrl });
  });

  it("keep a secret that is left empty, and take another one", async () => {
    const { ctx, clock } = await installation();
    const before = await createChannel(ctx, gotify, testKey);
    clock.advance(1_000);
    const { id, updatedAt } = before;
    const input = { ...gotify, name: "night", settings: { ...gotify.settings, token: "" } };
    const kept = await changeChannel(ctx, { id, updatedAt, input }, testKey);
    const token = async () => openSettings(testKey, await loadChannel(ctx.db, id)).token;
    expect(kept.name).toBe("night");
    expect(await token()).toBe("canary-token-1");
    clock.advance(1_000);
    const other = { ...gotify, settings: { ...gotify.settings, token: "canary-token-2" } };
    await changeChannel(ctx, { id, updatedAt: kept.updatedAt, input: other }, testKey);
    expect(await token()).toBe("canary-token-2");
    const stale = changeChannel(ctx, { id, updatedAt, input }, testKey);
    await expect(stale).rejects.toMatchObject({ causeName: "stale" });
    const [latest] = (await listActivity(ctx, { action: "channel:change" })).rows;
    expect(latest?.after).toMatchObject({ replaced: ["token"] });
  });

  it("want a secret once more when it would be sent elsewhere", async () => {
    const { ctx } = await installation();
    const { id, updatedAt } = await createChannel(ctx, gotify, testKey);
    const change = (settings: Record<string, string>) =>
      changeChannel(ctx, { id, updatedAt, input: { ...gotify, settings } }, testKey);
    for (const server of ["https://evil.example", "http://gotify.example.org"]) {
      expect(await problemsOf(change({ server }))).toMatchObject({
        "settings.token": expect.stringContaining("once more"),
      });
    }
    await change({ server: "https://gotify.example.org/sub/", token: "" }); // the same place
  });

  it("of mail want the password once more with another server or less security", async () => {
    const { ctx } = await installation();
    const settings = {
      ...{ host: "smtp.example.org", to: "noc@example.org", from: "holdfast@example.org" },
      ...{ user: "holdfast", password: "canary-password" },
    };
    const input = { name: "mail", kind: "mail" as const, settings };
    const { id, updatedAt } = await createChannel(ctx, input, testKey);
    const change = (more: Record<string, string>) => {
      const changed = { ...input, settings: { ...settings, password: "", ...more } };
      return problemsOf(changeChannel(ctx, { id, updatedAt, input: changed }, testKey));
    };
    const again = { "settings.password": expect.stringContaining("once more") };
    expect(await change({ host: "smtp.evil.example" })).toMatchObject(again);
    expect(await change({ port: "2525" })).toMatchObject(again);
    expect(await change({ security: "none" })).toMatchObject(again);
    expect(await change({ to: "ops@example.org" })).toEqual({});
  });

  it.each([
    ["gotify", { server: "gotify.example.org", token: "t" }, "server", "begins with https://"],
    ["gotify", { server: "file:///etc/passwd", token: "t" }, "server", "begins with https://"],
    ["gotify", { server: "https://u:p@example.org", token: "t" }, "server", "fields of their own"],
    ["gotify", { server: "https://example.org" }, "token", "is needed"],
    ["gotify", { server: "https://example.org", token: "t", colour: "x" }, "colour", "no such"],
    ["opsgenie", { key: "k", server: "https://evil.example" }, "server", "is one of"],
    ["telegram", { token: "abc", chat: "1" }, "token", "a colon"],
    ["telegram", { token: "1:abc", chat: "noc" }, "chat", "@noc"],
    ["matrix", { server: "https://m.org", token: "t", room: "#noc:m.org" }, "room", "not its id"],
    ["webhook", { url: "https://h.org", template: "{{titel}}" }, "template", "no field"],
    ["webhook", { url: "https://h.org", template: '{"a":{{title}}}' }, "template", "no JSON"],
    ["webhook", { url: "https://h.org", headers: "Host: evil" }, "headers", "Name: value"],
    ["webhook", { url: "https://h.org", headers: "no colon" }, "headers", "Name: value"],
    ["mail", mailTo('"noc@evil.example"@example.org'), "to", "no mail address"],
    ["mail", mailTo("noc@example.org(evil.example)"), "to", "no mail address"],
    ["mail", mailTo("<noc@example.org>"), "to", "no mail address"],
    ["mail", { ...mailTo("noc@example.org"), user: "a" }, "password", "signs in with"],
    [
      "mail",
      { ...mailTo("noc@example.org"), user: "a", password: "b", security: "none" },
      "security",
      "without encryption",
    ],
  ] as const)("of kind %s refuse %j at %s", async (kind, settings, field, words) => {
    const refused = Promise.resolve().then(() => settingsOf(kinds[kind], settings, null));
    expect((await problemsOf(refused))[`settings.${field}`]).toContain(words);
  });

  it("have a name of their own, and leave it free when they are deleted", async () => {
    const { ctx } = await installation();
    const { id } = await createChannel(ctx, gotify, testKey);
    const twin = () => createChannel(ctx, { ...gotify, name: "PAGER" }, testKey);
    await expect(twin()).rejects.toMatchObject({ causeName: "name-taken" });
    await deleteChannel(ctx, { id });
    expect(await findChannel(ctx, "pager")).toBeNull();
    expect((await ctx.db.select().from(tables.channels))[0]?.secrets).toEqual({});
    await twin();
  });
});

function mailTo(to: string): Record<string, string> {
  return { host: "smtp.example.org", to, from: "holdfast@example.org" };
}

describe("addresses inside the network", () => {
  it("are allowed one by one, and it stands in the activity who did", async () => {
    const { ctx } = await installation();
    const ada = asUser(ctx);
    await allowAddress(ada, " 10.0.5.12 ");
    await allowAddress(ada, "10.0.5.12");
    await allowAddress(ada, "192.168.7.0/24");
    expect(await allowedAddresses(ada)).toEqual(["10.0.5.12", "192.168.7.0/24"]);
    await disallowAddress(ada, "10.0.5.12");
    expect(await allowedAddresses(ada)).toEqual(["192.168.7.0/24"]);
    const { rows } = await listActivity(ctx, { subjectKind: "address" });
    expect(rows.map(({ actor, action, subject }) => [actor.name, action, subject.name])).toEqual([
      ["ada", "address:disallow", "10.0.5.12"],
      ["ada", "address:allow", "192.168.7.0/24"],
      ["ada", "address:allow", "10.0.5.12"],
    ]);
    await expect(allowAddress(ada, "169.254.169.254")).rejects.toMatchObject({
      causeName: "address-not-private",
    });
  });
});
