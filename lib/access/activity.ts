import { and, count, desc, eq, or, type SQL, sql } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { allow } from "./allow.ts";
import { parseInput } from "./parse-input.ts";
import { ActivityFilter, type ActivityRow } from "./schema.ts";

/**
 * The activity trail, newest first.
 *
 * @returns one page of it, and how many lines match in all
 * @throws Failure `invalid` with the field
 */
export async function listActivity(
  ctx: Context,
  filter: ActivityFilter = {},
): Promise<{ rows: ActivityRow[]; total: number }> {
  allow(ctx, "activity:read");
  const wanted = parseInput(ActivityFilter, filter);
  const table = tables.activity;
  const where = and(
    wanted.action ? eq(table.action, wanted.action) : undefined,
    wanted.subjectKind ? eq(table.subjectKind, wanted.subjectKind) : undefined,
    wanted.subjectId ? eq(table.subjectId, wanted.subjectId) : undefined,
    wanted.actor ? eq(table.actorId, wanted.actor) : undefined,
    wanted.search ? mentions(wanted.search) : undefined,
  );
  const rows = await ctx.db
    .select()
    .from(table)
    .where(where)
    .orderBy(desc(table.id))
    .limit(wanted.limit)
    .offset(wanted.offset);
  const all = await ctx.db.select({ count: count() }).from(table).where(where).get();
  return { rows: rows.map(rowOf), total: all?.count ?? 0 };
}

/** Actions and subject kinds that occur in the trail, for the filters of its page. */
export async function activityChoices(
  ctx: Context,
): Promise<{ actions: string[]; subjectKinds: string[] }> {
  allow(ctx, "activity:read");
  const { action, subjectKind } = tables.activity;
  const actions = await ctx.db.selectDistinct({ action }).from(tables.activity).orderBy(action);
  const kinds = await ctx.db
    .selectDistinct({ subjectKind })
    .from(tables.activity)
    .orderBy(subjectKind);
  return {
    actions: actions.map((row) => row.action),
    subjectKinds: kinds.map((row) => row.subjectKind),
  };
}

/** What was typed is looked for as it stands: `%` and `_` mean themselves. */
function mentions(search: string): SQL | undefined {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const { subjectName, actorName, action, address } = tables.activity;
  return or(
    ...[subjectName, actorName, action, address].map(
      (column) => sql`${column} like ${pattern} escape '\\'`,
    ),
  );
}

function rowOf(row: typeof tables.activity.$inferSelect): ActivityRow {
  return {
    id: row.id,
    at: row.at,
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    address: row.address,
    action: row.action,
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    before: asRecord(row.before),
    after: asRecord(row.after),
  };
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? { ...value } : null;
}
