import { and, asc, eq, inArray, isNull, type SQL } from "drizzle-orm";
import { type Database, isUniqueViolation, newId, type Transaction, tables } from "#lib/db";
import { fail } from "#lib/failures";
import {
  type Plan,
  type PlanSource,
  plansMax,
  Retention,
  Schedule,
  SourceInput,
} from "./schema.ts";
import { foldName } from "./source-name.ts";

/** Plans as rows and back. Authorisation and the activity trail are the use cases' own. */

type Reader = Database | Transaction;

/** The plans that a condition names, with their present sources, by id. */
export async function readPlans(db: Reader, where?: SQL): Promise<Plan[]> {
  const rows = await db.select().from(tables.plans).where(where).orderBy(asc(tables.plans.id));
  const sources = await db
    .select()
    .from(tables.sources)
    .where(
      and(
        isNull(tables.sources.removedAt),
        inArray(
          tables.sources.planId,
          rows.map((row) => row.id),
        ),
      ),
    )
    .orderBy(asc(tables.sources.planId), asc(tables.sources.position));
  const bySources = Map.groupBy(sources, (source) => source.planId);
  return rows.map((row) => ({
    ...row,
    schedule: Schedule.parse(row.schedule),
    retention: Retention.parse(row.retention),
    sources: (bySources.get(row.id) ?? []).map(sourceOf),
  }));
}

/** A plan that was not deleted, inside the transaction that changes it. */
export async function loadPlan(tx: Transaction, id: string): Promise<Plan> {
  const [plan] = await readPlans(tx, and(eq(tables.plans.id, id), isNull(tables.plans.deletedAt)));
  if (!plan) throw fail("not-found", { what: "plan", name: id });
  return plan;
}

/** Ids and names of the plans that exist. */
export function readNames(tx: Transaction): Promise<{ id: string; name: string }[]> {
  return tx
    .select({ id: tables.plans.id, name: tables.plans.name })
    .from(tables.plans)
    .where(isNull(tables.plans.deletedAt));
}

/**
 * Refuses a name that another plan has. The index behind it knows only ASCII letters in both cases.
 *
 * @throws Failure `name-taken`
 */
export async function refuseTakenName(
  tx: Transaction,
  plan: { id?: string; name: string },
): Promise<void> {
  const taken = (await readNames(tx)).some(
    (other) => other.id !== plan.id && foldName(other.name) === foldName(plan.name),
  );
  if (taken) throw fail("name-taken", { what: "plan", name: plan.name });
}

/**
 * Adds a plan with its sources.
 *
 * @throws Failure `name-taken` or `too-many`
 */
export async function insertPlan(tx: Transaction, plan: Plan): Promise<void> {
  const names = await readNames(tx);
  if (names.length >= plansMax) throw fail("too-many", { what: "plans", limit: plansMax });
  await refuseTakenName(tx, { name: plan.name });
  const { sources, ...row } = plan;
  await tx.insert(tables.plans).values(row).catch(asNameTaken(plan.name));
  for (const [position, source] of sources.entries()) {
    await insertSource(tx, { planId: plan.id, position, source });
  }
}

/** Adds a source to a plan; its name is free. */
export async function insertSource(
  tx: Transaction,
  { planId, position, source }: { planId: string; position: number; source: PlanSource },
): Promise<void> {
  const { id, kind, name, config, acceptedAt } = source;
  await tx.insert(tables.sources).values({ id, planId, position, kind, name, config, acceptedAt });
}

/** A new source of a given shape. */
export function newSource(source: SourceInput, name: string): PlanSource {
  return { ...source, id: newId(), name, acceptedAt: null };
}

/** A time for `updatedAt` that no earlier version had, also when the clock was set back. */
export function laterThan(earlier: Date, now: Date): Date {
  return new Date(Math.max(now.getTime(), earlier.getTime() + 1));
}

function asNameTaken(name: string) {
  return (error: unknown): never => {
    if (isUniqueViolation(error))
      throw fail("name-taken", { what: "plan", name }, { cause: error });
    throw error;
  };
}

function sourceOf(row: typeof tables.sources.$inferSelect): PlanSource {
  const { id, kind, name, config, acceptedAt } = row;
  return { ...SourceInput.parse({ kind, config }), id, name, acceptedAt };
}
