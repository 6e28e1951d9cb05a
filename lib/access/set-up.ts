import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import type { Context } from "#lib/context";
import { type Database, type Transaction, tables, write } from "#lib/db";
import { fail } from "#lib/failures";
import { neverLog } from "#lib/log";
import { readSetting, writeSetting } from "#lib/settings";
import { allow } from "./allow.ts";
import { audit } from "./audit.ts";
import { parseInput } from "./parse-input.ts";
import { hashPassword } from "./password.ts";
import { SetUp } from "./schema.ts";
import { type TryPlace, takeTry } from "./tries.ts";
import { insertUser } from "./users.ts";

/** Without characters that people mistake for each other. */
const alphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
const groups = 4;
const groupLength = 5;

/** Whether the installation still waits for its first user. */
export async function setupState(db: Database | Transaction): Promise<{ needed: boolean }> {
  const user = await db.select({ id: tables.users.id }).from(tables.users).limit(1).get();
  return { needed: !user };
}

/**
 * Makes a new one-time setup token, to be shown to whoever started Holdfast; earlier ones are
 * worth nothing then. Only its hash is stored.
 *
 * @returns `null` once there is a user
 */
export async function issueSetupToken(ctx: Context): Promise<string | null> {
  allow(ctx, "installation:begin");
  const token = Array.from({ length: groups }, makeGroup).join("-");
  neverLog(token);
  return write(ctx.db, async (tx) => {
    if (!(await setupState(tx)).needed) return null;
    const at = ctx.clock.now();
    await writeSetting(tx, "setupTokenHash", { value: hashToken(token).toString("hex"), at });
    await audit(tx, ctx, {
      action: "installation:begin",
      subject: { kind: "installation", id: "installation", name: "Setup token" },
      after: { issued: true },
    });
    return token;
  });
}

/**
 * Creates the first user with the one-time token, which is worth nothing afterwards.
 *
 * @throws Failure `setup-done` when there is a user, also one that was faster; `invalid` with the
 *   field; `setup-token` when it is wrong; `locked-out` after too many of those
 */
export async function setUp(ctx: Context, input: SetUp): Promise<{ userId: string }> {
  allow(ctx, "installation:set-up");
  if (!(await setupState(ctx.db)).needed) throw fail("setup-done", {});
  const { token, name, password, timeZone } = parseInput(SetUp, input);
  await checkToken(ctx, token);
  const passwordHash = await hashPassword(password);
  return write(ctx.db, async (tx) => {
    if (!(await setupState(tx)).needed) throw fail("setup-done", {});
    if (!(await isToken(tx, token))) throw fail("setup-token", {}); // a newer one was issued meanwhile
    await writeSetting(tx, "setupTokenHash", { value: null, at: ctx.clock.now() });
    if (timeZone) await writeSetting(tx, "timeZone", { value: timeZone, at: ctx.clock.now() });
    const user = await insertUser(tx, ctx, { name, passwordHash });
    await audit(tx, ctx, {
      action: "installation:set-up",
      subject: { kind: "user", id: user.id, name },
    });
    return { userId: user.id };
  });
}

/** Counts the try first, and keeps the count when the token is wrong. */
// check: no-audit: a count for the lockout, and nothing else is written.
async function checkToken(ctx: Context, token: string): Promise<void> {
  const place: TryPlace = { what: "setup", name: "", address: ctx.actor.address, known: null };
  const right = await write(ctx.db, async (tx) => {
    if (await isToken(tx, token)) return true;
    await takeTry(tx, place, ctx.clock.now());
    return false;
  });
  if (!right) throw fail("setup-token", {});
}

async function isToken(tx: Transaction, token: string): Promise<boolean> {
  const stored = await readSetting(tx, "setupTokenHash");
  return stored !== null && timingSafeEqual(Buffer.from(stored, "hex"), hashToken(token));
}

/** Case, spaces and hyphens are forgiven: some people type it. */
function hashToken(token: string): Buffer {
  const plain = token.toUpperCase().replace(/[\s-]/g, "");
  return createHash("sha256").update(plain).digest();
}

function makeGroup(): string {
  return Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join("");
}
