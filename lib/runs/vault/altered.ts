import { isNotNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables } from "#lib/db";
import { emit } from "#lib/events";
import { readSetting, writeSetting } from "#lib/settings";
import type { Examined } from "#lib/vault";

/** A plan whose history in the vault was altered. */
export interface AlteredHistory {
  planId: string;
  /** The plan's name; its id where this installation does not know it. */
  plan: string;
  detail: string;
}

/** Lists that do not agree with their manifests, and archives that went and lie there again. */
export async function alteredIn(
  ctx: Context,
  { lists, whole }: Examined,
): Promise<AlteredHistory[]> {
  const { archives, plans } = tables;
  const names = new Map(
    (await ctx.db.select({ id: plans.id, name: plans.name }).from(plans)).map(
      ({ id, name }) => [id, name] as const,
    ),
  );
  const altered = lists.map(({ plan, detail }) => {
    return {
      planId: plan,
      plan: names.get(plan) ?? plan,
      detail: `its list of digests: ${detail}`,
    };
  });
  const freed = await ctx.db
    .select({ file: archives.file, planId: archives.planId })
    .from(archives)
    .where(isNotNull(archives.freedAt));
  const there = new Set(whole);
  for (const { file, planId } of freed.filter((each) => there.has(each.file))) {
    const detail = `${file} was let go and lies there again`;
    altered.push({ planId, plan: names.get(planId) ?? planId, detail });
  }
  return altered;
}

/** What the console shows until a later check finds it gone; told when it comes and when it goes. */
// check: no-audit: the check itself is recorded where anything was found.
export async function rememberAltered(
  tx: Transaction,
  altered: readonly AlteredHistory[],
  at: Date,
): Promise<void> {
  const before = await readSetting(tx, "alteredHistories");
  if (JSON.stringify(before) === JSON.stringify(altered)) return;
  await writeSetting(tx, "alteredHistories", { value: [...altered], at });
  const [was, is] = [before, altered].map((all) => new Set(all.map(({ planId }) => planId)));
  const tell = (kind: "archive.damaged" | "archive.healed", planId: string) =>
    emit(tx, { at, kind, subjectId: planId, data: { planId, number: null } });
  for (const planId of is ?? []) if (!was?.has(planId)) await tell("archive.damaged", planId);
  for (const planId of was ?? []) if (!is?.has(planId)) await tell("archive.healed", planId);
}

/** Plans whose history was altered, as the last check found. */
export async function readAltered(ctx: Context): Promise<AlteredHistory[]> {
  allow(ctx, "archive:read");
  return readSetting(ctx.db, "alteredHistories");
}
