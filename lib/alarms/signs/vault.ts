import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { listPlans } from "#lib/plans";
import { readSetting } from "#lib/settings";
import type { Sign } from "../schema.ts";
import { counted, listNames } from "../words.ts";

/** What the room `runs` knows of the vault: whoever watches asks it first. */
export interface VaultFacts {
  /** Plans of which nothing is let go, as an archive of theirs is unlike those before it. */
  brakes: readonly { planId: string; run: number; sentence: string }[];
  /** In so many days the vault's disk is full; `null`: not within a year, or nobody can tell. */
  fullInDays: number | null;
}

/** What is wrong with the vault: archives that cannot be read back, brakes, a disk that fills. */
export async function signsOfVault(ctx: Context, facts: VaultFacts): Promise<Sign[]> {
  return [
    ...(await damageOf(ctx)),
    ...(await alteredOf(ctx)),
    ...(await brakesOf(ctx, facts)),
    ...diskOf(facts),
  ];
}

async function damageOf({ db }: Context): Promise<Sign[]> {
  const { archives, plans, runs } = tables;
  const rows = await db
    .select({ plan: plans.name, number: runs.number })
    .from(archives)
    .innerJoin(runs, eq(runs.id, archives.runId))
    .innerJoin(plans, eq(plans.id, archives.planId))
    .where(and(isNotNull(archives.damaged), isNull(archives.letGoAt)))
    .orderBy(desc(runs.number));
  const [first] = rows;
  if (!first) return [];
  const names = rows.map(({ plan, number }) => `${plan}, run ${number}`);
  const isAlone = rows.length === 1;
  return [
    {
      key: "damage",
      kind: "damage",
      severity: "failure",
      title: `${counted(rows.length, "archive")} cannot be read back whole`,
      consequence: `${listNames(names)}. Nothing was let go because of it; the next run of the plan stores anew what its source still gives.`,
      next: isAlone
        ? { words: "Show the archive", path: `/archives/${first.number}` }
        : { words: "Show them", path: "/archives?view=damaged" },
      subjects: names,
    },
  ];
}

/** Archives that are not the ones that were written; somebody changed the vault. */
async function alteredOf({ db }: Context): Promise<Sign[]> {
  const altered = await readSetting(db, "alteredHistories");
  if (altered.length === 0) return [];
  const plans = [...new Set(altered.map(({ plan }) => plan))];
  return [
    {
      key: "altered",
      kind: "damage",
      severity: "failure",
      title: `The history of ${counted(plans.length, "plan")} was altered in the vault`,
      consequence: `${listNames(plans)}. Archives are not all the ones that were written; find out who can write to the vault before one of them is relied on.`,
      next: { words: "See what was found", path: "/storage" },
      subjects: plans,
    },
  ];
}

async function brakesOf(ctx: Context, { brakes }: VaultFacts): Promise<Sign[]> {
  if (brakes.length === 0) return [];
  const names = new Map((await listPlans(ctx)).map(({ id, name }) => [id, name]));
  return brakes.map(({ planId, run, sentence }) => {
    const plan = names.get(planId) ?? "A deleted plan";
    return {
      key: `brake ${planId}`,
      kind: "brake",
      severity: "failure",
      title: `${plan}: the brake is on`,
      consequence: `An archive is unlike those before it: ${sentence}. Nothing of the plan is let go until a person decides.`,
      next: { words: `Review run ${run}`, path: `/archives/${run}` },
      subjects: [plan],
    };
  });
}

function diskOf({ fullInDays }: VaultFacts): Sign[] {
  if (fullInDays === null) return [];
  return [
    {
      key: "disk",
      kind: "disk",
      severity: fullInDays <= 3 ? "failure" : "warning",
      title:
        fullInDays < 1
          ? "The vault’s disk is full within a day"
          : `The vault’s disk is full in ${counted(fullInDays, "day")}`,
      consequence: "At this growth, runs fail from then on. What is kept stays kept.",
      next: { words: "See what takes the space", path: "/storage" },
      subjects: ["Vault"],
      measure: fullInDays,
    },
  ];
}
