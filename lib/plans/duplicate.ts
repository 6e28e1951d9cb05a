import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, write } from "#lib/db";
import { emit } from "#lib/events";
import { described } from "./described.ts";
import type { Plan } from "./schema.ts";
import { foldName } from "./source-name.ts";
import { insertPlan, loadPlan, newSource, readNames } from "./stored.ts";

const nameLengthMax = 64;

/**
 * Copies a plan as “NAME copy”, disabled, so that it can be changed before it first runs.
 *
 * @throws Failure `not-found` or `too-many`
 */
export async function duplicatePlan(ctx: Context, { id }: { id: string }): Promise<Plan> {
  allow(ctx, "plan:create");
  return write(ctx.db, async (tx) => {
    const original = await loadPlan(tx, id);
    const now = ctx.clock.now();
    const taken = (await readNames(tx)).map((other) => other.name);
    const copy: Plan = {
      ...original,
      id: newId(),
      name: copyName(original.name, taken),
      enabled: false,
      builtIn: false,
      nextRunAt: null,
      createdAt: now,
      updatedAt: now,
      sources: original.sources.map((source) => newSource(source, source.name)),
    };
    await insertPlan(tx, copy);
    const subject = { kind: "plan", id: copy.id, name: copy.name };
    await audit(tx, ctx, { action: "plan:create", subject, after: described(copy) });
    await emit(tx, {
      at: now,
      kind: "plan.changed",
      subjectId: copy.id,
      data: { name: copy.name },
    });
    return copy;
  });
}

/** `NAME copy`, then `NAME copy 2`; a long name gives way to what is added. */
function copyName(original: string, taken: readonly string[]): string {
  const names = new Set(taken.map(foldName));
  const base = original.replace(/ copy( \d+)?$/, "");
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? " copy" : ` copy ${count}`;
    let short = base;
    while (short.length + suffix.length > nameLengthMax) short = [...short].slice(0, -1).join("");
    const name = `${short.trimEnd()}${suffix}`;
    if (!names.has(foldName(name))) return name;
  }
}
