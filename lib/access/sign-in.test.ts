import { scryptSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { isFailure } from "#lib/failures";
import { installation } from "../../test/installation.ts";
import { visitorActor } from "./actor.ts";
import { changePassword } from "./change-password.ts";
import { endAllSessions, endSession } from "./end-sessions.ts";
import { findSession, listSessions, whyEnded } from "./sessions.ts";
import { signIn } from "./sign-in.ts";
import { addUser, disableUser, enableUser, insertUser } from "./users.ts";

const password = "CANARY-7f3e correct horse";
/** Of the password above at a low cost: these tests compare it many times. */
const salt = Buffer.alloc(16, 1);
const derived = scryptSync(password, salt, 32, { N: 1_024, r: 8, p: 1 });
const cheapHash = `$scrypt$ln=10,r=8,p=1$${salt.toString("base64")}$${derived.toString("base64")}`;
const from = { browser: "Test", known: null, replaces: null };

async function withUsers() {
  const place = await installation();
  const visitor: Context = { ...place.ctx, actor: visitorActor("192.0.2.1") };
  const ada = await write(place.ctx.db, (tx) =>
    insertUser(tx, place.ctx, { name: "Ada", passwordHash: cheapHash }),
  );
  await addUser(place.ctx, { name: "bob", password: "another long password" });
  const tryIn = (name: string, typed: string, address = "192.0.2.1", known: string | null = null) =>
    signIn(visitor, { ...from, name, password: typed, address, known });
  const causeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => "signed in",
      (error) => (isFailure(error) ? error.causeName : String(error)),
    );
  return { ...place, visitor, ada, tryIn, causeOf };
}

describe("signing in", () => {
  it("opens a session under a name whatever its case, and remembers when and from where", async () => {
    const { ctx, clock, ada, tryIn } = await withUsers();
    const { secret } = await tryIn("ADA", password);
    const found = await findSession(ctx.db, clock, secret, "192.0.2.9");
    expect(found?.actor).toMatchObject({ kind: "user", name: "Ada", address: "192.0.2.9" });
    const user = (await ctx.db.select().from(tables.users)).find((row) => row.id === ada.id);
    expect(user).toMatchObject({ lastSignInAt: clock.now(), lastSignInFrom: "192.0.2.1" });
  });

  it("refuses an unknown name and a wrong password with the same words", async () => {
    const { tryIn } = await withUsers();
    const say = (attempt: Promise<unknown>) => attempt.catch((error) => String(error.message));
    expect(await say(tryIn("nobody", password))).toBe(await say(tryIn("ada", "wrong")));
  });

  it("never cuts or trims a password", async () => {
    const { ctx, tryIn, causeOf } = await withUsers();
    const long = ` ${"x1y2".repeat(31)} end`;
    await addUser(ctx, { name: "carol", password: long.slice(0, 128) });
    expect(await causeOf(tryIn("carol", long.slice(0, 127)))).toBe("wrong-credentials");
    expect(await causeOf(tryIn("carol", long.slice(0, 128).trim()))).toBe("wrong-credentials");
    expect(await causeOf(tryIn("carol", long.slice(0, 128)))).toBe("signed in");
  });

  it("does not write an unknown user name into the trail: it may be a password", async () => {
    const { ctx, tryIn, causeOf } = await withUsers();
    await causeOf(tryIn("CANARY-7f3e typed into the wrong field", "x"));
    await causeOf(tryIn("ada", "CANARY-7f3e"));
    const rows = await ctx.db.select().from(tables.activity);
    expect(rows.filter((row) => row.action === "session:refused")).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain("CANARY");
  });
});

describe("the pause after refused sign-ins", () => {
  it("comes after five wrong tries, holds for the right password too, and then lets it in", async () => {
    const { clock, tryIn, causeOf } = await withUsers();
    for (let n = 0; n < 5; n++) {
      expect(await causeOf(tryIn("ada", "wrong"))).toBe("wrong-credentials");
    }
    expect(await causeOf(tryIn("ada", password))).toBe("locked-out");
    clock.advance(30_000);
    expect(await causeOf(tryIn("ada", password))).toBe("signed in");
    expect(await causeOf(tryIn("ada", "wrong"))).toBe("wrong-credentials");
  });

  it("doubles up to five minutes, and tries during a pause do not lengthen it", async () => {
    const { clock, tryIn } = await withUsers();
    const pauses: number[] = [];
    for (let n = 0; n < 10; n++) {
      await tryIn("ada", "wrong").catch(() => {});
      const refused = await tryIn("ada", "wrong").catch((error) => error);
      if (!isFailure(refused, "locked-out")) continue;
      const { retryAfterSeconds } = refused.facts as { retryAfterSeconds: number };
      pauses.push(retryAfterSeconds);
      clock.advance(retryAfterSeconds * 1_000);
    }
    expect(pauses).toEqual([30, 60, 120, 240, 300, 300, 300, 300]);
  });

  it("does not reach another address, nor a browser in which the user signed in before", async () => {
    const { tryIn, causeOf } = await withUsers();
    for (let n = 0; n < 6; n++) await causeOf(tryIn("ada", "wrong"));
    expect(await causeOf(tryIn("ada", password))).toBe("locked-out");
    expect(await causeOf(tryIn("ada", password, "192.0.2.2"))).toBe("signed in");
    expect(await causeOf(tryIn("ada", password, "192.0.2.1", "browser-1"))).toBe("signed in");
  });

  it("cannot be slipped by trying many passwords at once", async () => {
    const { tryIn, causeOf } = await withUsers();
    const tries = Array.from({ length: 12 }, () => causeOf(tryIn("ada", "wrong")));
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((outcome) => outcome === "wrong-credentials")).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === "locked-out")).toHaveLength(7);
  });

  it("also stops one address that tries many names, and an IPv6 network as one address", async () => {
    const { tryIn, causeOf } = await withUsers();
    for (let n = 0; n < 20; n++) await causeOf(tryIn(`name ${n}`, "wrong", `2001:db8::${n}`));
    expect(await causeOf(tryIn("ada", password, "2001:db8::ffff"))).toBe("locked-out");
    expect(await causeOf(tryIn("ada", password, "2001:db8:0:1::1"))).toBe("signed in");
  });

  it("does not count right sign-ins of one address", async () => {
    const { ctx, tryIn, causeOf } = await withUsers();
    for (let n = 0; n < 3; n++) expect(await causeOf(tryIn("ada", password))).toBe("signed in");
    const rows = await ctx.db.select().from(tables.signInRefusals);
    expect(rows).toMatchObject([{ count: 0, pausedUntil: null }]);
  });

  it("is forgotten half an hour after the last try", async () => {
    const { clock, tryIn, causeOf } = await withUsers();
    for (let n = 0; n < 4; n++) await causeOf(tryIn("ada", "wrong"));
    clock.advance(1_800_001);
    for (let n = 0; n < 4; n++) await causeOf(tryIn("ada", "wrong"));
    expect(await causeOf(tryIn("ada", password))).toBe("signed in");
  });
});

describe("a session", () => {
  it("is a new one at each sign-in, and its secret is stored nowhere", async () => {
    const { ctx, tryIn } = await withUsers();
    const [one, two] = [await tryIn("ada", password), await tryIn("ada", password)];
    expect(one.secret).not.toBe(two.secret);
    expect(JSON.stringify(await ctx.db.select().from(tables.sessions))).not.toContain(one.secret);
  });

  it("replaces the one that the browser showed up with", async () => {
    const { ctx, clock, visitor, tryIn } = await withUsers();
    const { secret } = await tryIn("ada", password);
    const again = { ...from, name: "ada", password, address: "192.0.2.1", replaces: secret };
    await signIn(visitor, again);
    expect(await findSession(ctx.db, clock, secret)).toBeNull();
  });

  it("ends after a week without use, and after 30 days of use", async () => {
    const { ctx, clock, tryIn } = await withUsers();
    const idle = await tryIn("ada", password);
    const used = await tryIn("ada", password);
    for (let day = 0; day < 29; day++) {
      clock.advance(86_400_000);
      expect(await findSession(ctx.db, clock, used.secret)).not.toBeNull();
    }
    expect(await findSession(ctx.db, clock, idle.secret)).toBeNull();
    expect(await whyEnded(ctx.db, clock, idle.secret)).toMatch(/week/);
    clock.advance(86_400_000);
    expect(await findSession(ctx.db, clock, used.secret)).toBeNull();
    expect(await whyEnded(ctx.db, clock, used.secret)).toMatch(/30 days/);
  });

  it("ends by signing out, and all but one by signing out everywhere", async () => {
    const { ctx, clock, ada, tryIn } = await withUsers();
    const [one, two, three] = [
      await tryIn("ada", password),
      await tryIn("ada", password),
      await tryIn("ada", password),
    ];
    const signedIn = await findSession(ctx.db, clock, one.secret);
    if (!signedIn) throw new Error("not signed in");
    const adas: Context = { ...ctx, actor: signedIn.actor };
    await endSession(adas, { id: signedIn.session.id });
    expect(await findSession(ctx.db, clock, one.secret)).toBeNull();
    const kept = await findSession(ctx.db, clock, two.secret);
    await endAllSessions(adas, { userId: ada.id, except: kept?.session.id ?? "" });
    expect(await listSessions(adas, { userId: ada.id })).toHaveLength(1);
    expect(await whyEnded(ctx.db, clock, three.secret)).toBe("You signed out everywhere.");
  });

  it("of a disabled user is gone at once and stays gone when the user is enabled again", async () => {
    const { ctx, clock, ada, tryIn, causeOf } = await withUsers();
    const { secret } = await tryIn("ada", password);
    await disableUser(ctx, { id: ada.id });
    expect(await findSession(ctx.db, clock, secret)).toBeNull();
    expect(await causeOf(tryIn("ada", password))).toBe("wrong-credentials");
    await enableUser(ctx, { id: ada.id });
    expect(await findSession(ctx.db, clock, secret)).toBeNull();
    expect(await causeOf(tryIn("ada", password))).toBe("signed in");
  });

  it("ends with a change of the password, except the one that asked", async () => {
    const { ctx, clock, ada, tryIn, causeOf } = await withUsers();
    const [asks, other] = [await tryIn("ada", password), await tryIn("ada", password)];
    const signedIn = await findSession(ctx.db, clock, asks.secret);
    if (!signedIn) throw new Error("not signed in");
    const adas: Context = { ...ctx, actor: signedIn.actor };
    const fresh = { userId: ada.id, password: "a fresh long password" };
    expect(await causeOf(changePassword(adas, { ...fresh, current: "wrong" }))).toBe("invalid");
    await changePassword(
      adas,
      { ...fresh, current: password },
      { keepSession: signedIn.session.id },
    );
    expect(await findSession(ctx.db, clock, asks.secret)).not.toBeNull();
    expect(await findSession(ctx.db, clock, other.secret)).toBeNull();
    expect(await causeOf(tryIn("ada", password))).toBe("wrong-credentials");
  });
});
