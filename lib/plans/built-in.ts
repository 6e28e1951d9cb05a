import { and, eq } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { readSetting } from "#lib/settings";
import { checkInput } from "./check.ts";
import { newPlan } from "./create.ts";
import { described, differences } from "./described.ts";
import type { Plan, SourceInput } from "./schema.ts";
import { defaultName } from "./source-name.ts";
import { insertPlan, insertSource, newSource, readPlans } from "./stored.ts";

/** Where the installation keeps what its own plan backs up. */
interface OwnPlaces {
  databaseFile: string;
  logsFolder: string;
}

/**
 * The plan “Holdfast itself”, created at the first start: its own database and logs, never the key.
 * Later starts leave it as it is, but follow a data folder that was moved.
 */
export async function ensureBuiltInPlan(ctx: Context, places: OwnPlaces): Promise<Plan> {
  allow(ctx, "installation:begin");
  return write(ctx.db, async (tx) => {
    const [present] = await readPlans(tx, eq(tables.plans.builtIn, true));
    const plan = present ? moved(present, places) : await firstPlan(tx, ctx, places);
    const { was, is } = present ? differences(present, plan) : { was: null, is: described(plan) };
    if (Object.keys(is).length === 0) return plan;
    if (present) await storeSources(tx, present, plan);
    else await insertPlan(tx, plan);
    const subject = { kind: "plan", id: plan.id, name: plan.name };
    const action = present ? "plan:change" : "plan:create";
    await audit(tx, ctx, { action, subject, before: was, after: is });
    await emit(tx, {
      at: ctx.clock.now(),
      kind: "plan.changed",
      subjectId: plan.id,
      data: { name: plan.name },
    });
    return plan;
  });
}

async function firstPlan(tx: Transaction, ctx: Context, places: OwnPlaces): Promise<Plan> {
  const input = checkInput({
    name: "Holdfast itself",
    type: "full",
    schedule: { every: "day" },
    timeZone: await readSetting(tx, "timeZone"),
    retention: { keepLast: 10, keepDaily: 14, keepMonthly: 12 },
    sources: [
      { kind: "database", config: { path: places.databaseFile } },
      { kind: "logs", config: { path: places.logsFolder } },
      everyDevice,
    ],
  });
  return { ...newPlan(input, ctx.clock.now()), builtIn: true };
}

const everyDevice: SourceInput = { kind: "devices", config: { select: { all: true } } };

/** The plan with its sources where they are now; one from before there were devices gets them. */
function moved(plan: Plan, { databaseFile, logsFolder }: OwnPlaces): Plan {
  const sources = plan.sources.map((source) => {
    if (source.kind === "database") {
      return { ...source, config: { ...source.config, path: databaseFile } };
    }
    if (source.kind === "logs")
      return { ...source, config: { ...source.config, path: logsFolder } };
    return source;
  });
  if (!sources.some(({ kind }) => kind === "devices")) {
    const names = sources.map(({ name }) => name);
    sources.push(newSource(everyDevice, defaultName(everyDevice, names)));
  }
  return { ...plan, sources };
}

async function storeSources(tx: Transaction, before: Plan, plan: Plan): Promise<void> {
  const known = new Set(before.sources.map(({ id }) => id));
  for (const [position, source] of plan.sources.entries()) {
    const { id, config } = source;
    if (!known.has(id)) await insertSource(tx, { planId: plan.id, position, source });
    await tx
      .update(tables.sources)
      .set({ config })
      .where(and(eq(tables.sources.planId, plan.id), eq(tables.sources.id, id)));
  }
}
