import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { checkInput, invalid, refuseRepeatedNames } from "./check.ts";
import { differences } from "./described.ts";
import { withNextRun } from "./due.ts";
import type { Plan, PlanInput, PlanInputGiven, PlanSource } from "./schema.ts";
import { defaultName } from "./source-name.ts";
import { insertSource, laterThan, loadPlan, newSource, refuseTakenName } from "./stored.ts";

/**
 * Changes a plan to what a form holds. Sources that keep their id stay the same ones, whatever else
 * changes; those left out are removed, and their archives stay.
 *
 * @param change `updatedAt` is that of the plan the form was filled from
 * @throws Failure `stale`, `not-found`, `name-taken`, `invalid`, `never-runs`, `source-outside-type`
 */
export async function changePlan(
  ctx: Context,
  change: { id: string; updatedAt: Date; input: PlanInputGiven },
): Promise<Plan> {
  allow(ctx, "plan:change");
  const input = checkInput(change.input);
  return write(ctx.db, async (tx) => {
    const before = await loadPlan(tx, change.id);
    if (before.updatedAt.getTime() !== change.updatedAt.getTime()) {
      throw fail("stale", { what: "plan" });
    }
    if (before.builtIn) refuseBuiltInChange(before, input);
    await refuseTakenName(tx, { id: before.id, name: input.name });
    const { sources: given, ...fields } = input;
    const sources = sourcesAfter(before.sources, given);
    refuseRepeatedNames(sources); // one may have kept the name that another was given
    const after = withNextRun(ctx, before, { ...before, ...fields, sources });
    const { was, is } = differences(before, after);
    if (Object.keys(is).length === 0) return before;
    after.updatedAt = laterThan(before.updatedAt, ctx.clock.now());
    await store(tx, { before, after, now: ctx.clock.now() });
    const subject = { kind: "plan", id: after.id, name: after.name };
    await audit(tx, ctx, { action: "plan:change", subject, before: was, after: is });
    await emit(tx, {
      at: ctx.clock.now(),
      kind: "plan.changed",
      subjectId: after.id,
      data: { name: after.name },
    });
    return after;
  });
}

/** Name, type and sources of "Holdfast itself" are the installation's own. */
function refuseBuiltInChange(plan: Plan, input: PlanInput): void {
  const sentence = `It belongs to “${plan.name}” and stays as it is.`;
  const fields: string[] = (["name", "type"] as const).filter(
    (field) => plan[field] !== input[field],
  );
  const same =
    plan.sources.length === input.sources.length &&
    plan.sources.every((source, index) => {
      const given = input.sources[index];
      return (
        given?.id === source.id &&
        (given.name ?? source.name) === source.name &&
        isDeepStrictEqual(given.config, source.config)
      );
    });
  if (!same) fields.push("sources");
  if (fields.length > 0) throw invalid(fields.map((field) => ({ field, problem: sentence })));
}

/** The sources a plan has after a change: those that stay, under their ids, and new ones. */
function sourcesAfter(present: readonly PlanSource[], given: PlanInput["sources"]): PlanSource[] {
  const byId = new Map(present.map((source) => [source.id, source]));
  const taken = given.flatMap(({ id, name }) => name ?? (id && byId.get(id)?.name) ?? []);
  return given.map((source, index) => {
    if (source.id === undefined) {
      const name = source.name ?? defaultName(source, taken);
      taken.push(name);
      return newSource(source, name);
    }
    const kept = byId.get(source.id);
    if (!kept) {
      const problem = "This source is not part of the plan any more.";
      throw invalid([{ field: `sources.${index}.id`, problem }]);
    }
    if (kept.kind !== source.kind) {
      const problem = "A source keeps its kind. Remove it and add a new one.";
      throw invalid([{ field: `sources.${index}.kind`, problem }]);
    }
    const { id, acceptedAt } = kept;
    return { ...source, id, name: source.name ?? kept.name, acceptedAt };
  });
}

async function store(
  tx: Transaction,
  { before, after, now }: { before: Plan; after: Plan; now: Date },
): Promise<void> {
  const { sources, ...row } = after;
  await tx.update(tables.plans).set(row).where(eq(tables.plans.id, after.id));
  const stays = new Set(sources.map((source) => source.id));
  for (const { id } of before.sources) {
    // Those that stay give their names up for a moment: two of them may trade names.
    const set = stays.has(id) ? { name: id } : { removedAt: now };
    await tx.update(tables.sources).set(set).where(eq(tables.sources.id, id));
  }
  const known = new Set(before.sources.map((source) => source.id));
  for (const [position, source] of sources.entries()) {
    if (!known.has(source.id)) {
      await insertSource(tx, { planId: after.id, position, source });
      continue;
    }
    const { name, config } = source;
    await tx
      .update(tables.sources)
      .set({ name, config, position })
      .where(eq(tables.sources.id, source.id));
  }
}
