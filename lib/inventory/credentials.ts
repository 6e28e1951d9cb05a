import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { allow, audit, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, type Transaction, tables, unlessTaken, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import type { InstallationKey } from "#lib/secrets";
import { type Credential, CredentialInput } from "./schema.ts";
import { openSecrets, type SealedSecrets, sealSecrets, secretFields } from "./secrets.ts";

type Row = typeof tables.credentials.$inferSelect;
type Reader = Context["db"] | Transaction;

const exists = isNull(tables.credentials.removedAt);

/** Every credential, by name, without its secrets. */
export async function listCredentials(ctx: Context): Promise<Credential[]> {
  allow(ctx, "credential:read");
  const rows = await ctx.db
    .select()
    .from(tables.credentials)
    .where(exists)
    .orderBy(asc(sql`lower(${tables.credentials.name})`));
  const users = await usersOf(ctx.db);
  return rows.map((row) => shown(row, users.get(row.id) ?? []));
}

/** A credential by its id or its name, whatever the case. */
export async function findCredential(ctx: Context, idOrName: string): Promise<Credential | null> {
  const name = idOrName.toLowerCase();
  const all = await listCredentials(ctx);
  return all.find((each) => each.id === idOrName || each.name.toLowerCase() === name) ?? null;
}

/**
 * Adds a credential.
 *
 * @throws Failure `invalid`, `name-taken`
 */
export async function createCredential(
  ctx: Context,
  given: CredentialInput,
  key: InstallationKey,
): Promise<Credential> {
  allow(ctx, "credential:create");
  const input = parseInput(CredentialInput, given);
  return write(ctx.db, (tx) => insertCredential(tx, ctx, { input, key }));
}

/** The part of a use case that adds a credential; its caller allows it. @throws Failure `name-taken` */
export async function insertCredential(
  tx: Transaction,
  ctx: Context,
  { input, key }: { input: CredentialInput; key: InstallationKey },
): Promise<Credential> {
  const id = newId();
  const at = ctx.clock.now();
  const { name, username } = input;
  const sealed = sealSecrets(key, id, { input, before: null });
  const row: Row = {
    ...{ id, name, username, ...sealed },
    ...{ acceptedAt: null, createdAt: at, updatedAt: at, removedAt: null },
  };
  await unlessTaken({ what: "credential", name }, () => tx.insert(tables.credentials).values(row));
  await told(tx, ctx, { action: "credential:create", row, before: null });
  return shown(row, []);
}

/**
 * Changes a credential; secrets that the input does not mention stay as they are.
 *
 * @throws Failure `not-found`, `invalid`, `name-taken`, `stale`
 */
export async function changeCredential(
  ctx: Context,
  { id, updatedAt, input: given }: { id: string; updatedAt: Date; input: CredentialInput },
  key: InstallationKey,
): Promise<Credential> {
  allow(ctx, "credential:change");
  const input = parseInput(CredentialInput, given);
  return write(ctx.db, async (tx) => {
    const before = await loadCredential(tx, id);
    if (before.updatedAt.getTime() !== updatedAt.getTime()) {
      throw fail("stale", { what: "credential" });
    }
    const sealed = sealSecrets(key, id, { input, before });
    const changed = { name: input.name, username: input.username, ...sealed };
    const row: Row = { ...before, ...changed, updatedAt: ctx.clock.now() };
    await unlessTaken({ what: "credential", name: input.name }, () =>
      tx.update(tables.credentials).set(row).where(eq(tables.credentials.id, id)),
    );
    await told(tx, ctx, { action: "credential:change", row, before });
    return shown(row, (await usersOf(tx)).get(id) ?? []);
  });
}

/**
 * Removes a credential that no device uses, and forgets its secrets.
 *
 * @throws Failure `not-found`, `credential-in-use`
 */
export async function removeCredential(ctx: Context, { id }: { id: string }): Promise<void> {
  allow(ctx, "credential:remove");
  await write(ctx.db, async (tx) => {
    const before = await loadCredential(tx, id);
    const [first, ...others] = (await usersOf(tx)).get(id) ?? [];
    if (first !== undefined) {
      const facts = { credential: before.name, device: first, others: others.length };
      throw fail("credential-in-use", facts);
    }
    const none = { password: null, enable: null, privateKey: null, passphrase: null };
    const row: Row = { ...before, ...none, removedAt: ctx.clock.now() };
    await tx.update(tables.credentials).set(row).where(eq(tables.credentials.id, id));
    await told(tx, ctx, { action: "credential:remove", row, before });
  });
}

/** The credential as stored. @throws Failure `not-found` */
export async function loadCredential(db: Reader, id: string): Promise<Row> {
  const of = and(eq(tables.credentials.id, id), exists);
  const row = await db.select().from(tables.credentials).where(of).get();
  if (!row) throw fail("not-found", { what: "credential", name: id });
  return row;
}

/**
 * What is sent to a device to sign in with a credential. Only what talks to devices may have it.
 *
 * @throws Failure `forbidden`, `not-found`, `unseal-failed`
 */
export async function openLogin(ctx: Context, { id }: { id: string }, key: InstallationKey) {
  allow(ctx, "credential:open");
  const row = await loadCredential(ctx.db, id);
  return { user: row.username, ...openSecrets(key, row) };
}

async function told(
  tx: Transaction,
  ctx: Context,
  {
    action,
    row,
    before,
  }: {
    action: "credential:create" | "credential:change" | "credential:remove";
    row: Row;
    before: Row | null;
  },
): Promise<void> {
  const { id, name } = row;
  const subject = { kind: "credential", id, name };
  const after = action === "credential:remove" ? null : described(row, before);
  await audit(tx, ctx, { action, subject, before: before && described(before, null), after });
  await emit(tx, {
    at: ctx.clock.now(),
    kind: "credential.changed",
    subjectId: id,
    data: { name },
  });
}

/** A credential as the trail may show it: which secrets it holds, and which were replaced. */
function described(row: Row, before: Row | null): Record<string, unknown> {
  const holds = secretFields.filter((field) => row[field] !== null);
  const replaced = secretFields.filter((field) => before?.[field] && before[field] !== row[field]);
  const more = replaced.length > 0 ? { replaced } : {};
  return { name: row.name, username: row.username, holds, ...more };
}

function shown(row: Row, usedBy: string[]): Credential {
  const { id, name, username, acceptedAt, createdAt, updatedAt } = row;
  return { id, name, username, holds: held(row), acceptedAt, usedBy, createdAt, updatedAt };
}

function held(row: SealedSecrets): Credential["holds"] {
  return {
    password: row.password !== null,
    enable: row.enable !== null,
    privateKey: row.privateKey !== null,
    passphrase: row.passphrase !== null,
  };
}

/** Names of the devices that use each credential. */
async function usersOf(db: Reader): Promise<Map<string, string[]>> {
  const { credentialId, name, removedAt } = tables.devices;
  const rows = await db
    .select({ credentialId, name })
    .from(tables.devices)
    .where(isNull(removedAt))
    .orderBy(asc(name));
  const users = new Map<string, string[]>();
  for (const row of rows)
    users.set(row.credentialId, [...(users.get(row.credentialId) ?? []), row.name]);
  return users;
}
