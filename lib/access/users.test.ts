import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { asUser, installation } from "../../test/installation.ts";
import { listActivity } from "./activity.ts";
import { visitorActor } from "./actor.ts";
import { changeSettings } from "./change-settings.ts";
import { checkPassword, hashPassword } from "./password.ts";
import { addUser, disableUser, listUsers } from "./users.ts";

const password = "CANARY-7f3e correct horse";

describe("users", () => {
  it("are added and listed without their hash", async () => {
    const { ctx } = await installation();
    await addUser(ctx, { name: " ada ", password });
    const users = await listUsers(ctx);
    expect(users).toMatchObject([{ name: "ada", disabledAt: null, lastSignInAt: null }]);
    expect(JSON.stringify(users)).not.toContain("scrypt");
  });

  it("have one name whatever its case", async () => {
    const { ctx } = await installation();
    await addUser(ctx, { name: "ada", password });
    await expect(addUser(ctx, { name: "Ada", password })).rejects.toMatchObject({
      causeName: "name-taken",
    });
  });

  it.each([
    ["short", "password", "short-one", "12 characters at least"],
    ["long", "password", `${"long enough to be cut ".repeat(6)}`, "128 characters at most"],
    ["common", "password", "Password2024!", "first that are guessed"],
    ["repeated", "password", "abababababab", "repeats"],
    ["a row of the keyboard", "password", "qwertyuiopasdf", "keyboard"],
    ["without a name", "name", password, "name is needed"],
    ["with a line break in the name", "name", password, "printable"],
  ])("are refused when %s, naming the field", async (what, field, given, sentence) => {
    const { ctx } = await installation();
    const name = what === "without a name" ? " " : what.startsWith("with a") ? "a\nb" : "ada";
    await expect(addUser(ctx, { name, password: given })).rejects.toMatchObject({
      causeName: "invalid",
      facts: { problems: [{ field, problem: expect.stringContaining(sentence) }] },
    });
  });

  it("keep at least one enabled administrator", async () => {
    const { ctx } = await installation();
    const ada = await addUser(ctx, { name: "ada", password });
    const bob = await addUser(ctx, { name: "bob", password });
    await disableUser(ctx, bob);
    await expect(disableUser(ctx, ada)).rejects.toMatchObject({ causeName: "last-administrator" });
  });

  it("cannot be added by somebody who is not signed in", async () => {
    const { ctx } = await installation();
    const visitor = { ...ctx, actor: visitorActor("192.0.2.1") };
    await expect(addUser(visitor, { name: "eve", password })).rejects.toMatchObject({
      causeName: "forbidden",
    });
  });

  it("leave a trail that names who did it and holds no password", async () => {
    const { ctx } = await installation();
    const ada = await addUser(ctx, { name: "ada", password });
    await addUser(asUser(ctx, ada), { name: "bob_50%", password });
    const { rows, total } = await listActivity(ctx, { action: "user:create" });
    expect(total).toBe(2);
    expect(rows[0]).toMatchObject({ actor: { name: "ada" }, subject: { name: "bob_50%" } });
    const everything = [
      await ctx.db.select().from(tables.activity),
      await ctx.db.select().from(tables.events),
    ];
    expect(JSON.stringify(everything)).not.toContain("CANARY");
  });
});

describe("the activity trail", () => {
  it("is searched as typed, filtered and paged", async () => {
    const { ctx } = await installation();
    for (const name of ["bob_50%", "bobX50y", "carol"]) await addUser(ctx, { name, password });
    expect((await listActivity(ctx, { search: "_50%" })).total).toBe(1);
    expect((await listActivity(ctx, { search: "BOB" })).total).toBe(2);
    expect((await listActivity(ctx, { search: "'; drop table activity; --" })).total).toBe(0);
    const page = await listActivity(ctx, { limit: 1, offset: 1, subjectKind: "user" });
    expect(page).toMatchObject({ total: 3, rows: [{ subject: { name: "bobX50y" } }] });
  });

  it("shows a change of the settings as before and after", async () => {
    const { ctx } = await installation();
    await changeSettings(ctx, { timeZone: "Europe/Berlin" });
    await expect(changeSettings(ctx, { timeZone: "Mars/Olympus" })).rejects.toMatchObject({
      causeName: "invalid",
    });
    expect((await listActivity(ctx)).rows).toMatchObject([
      { before: { timeZone: "UTC" }, after: { timeZone: "Europe/Berlin", anotherClock: false } },
    ]);
  });
});

describe("a password's hash", () => {
  it("costs 64 MiB and a quarter of a second, which only tests spare themselves", async () => {
    const real = await import("../access/password-cost.ts"); // by the way that tests do not replace
    expect(real.cost).toEqual({ log2N: 16, r: 8, p: 1 });
  });

  it("is a PHC string with a salt of its own, and says when its cost is outdated", async () => {
    const [one, two] = await Promise.all([hashPassword(password), hashPassword(password)]);
    expect(one).toMatch(/^\$scrypt\$ln=\d\d,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await checkPassword(password, one)).toEqual({ matches: true, outdated: false });
    const cheap =
      "$scrypt$ln=10,r=8,p=16$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII4gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA";
    expect(await checkPassword("pleaseletmein", cheap)).toMatchObject({ outdated: true });
  });
});
