import { formatBytes, plural } from "#components/format";
import { Link } from "#components/link";
import type { Context } from "#lib/context";
import { listArchives } from "#lib/runs";
import { plansNow, statusNow } from "../reads.tsx";
import { archivesAddress } from "./list-state.ts";

const namesMax = 3;

/** Whether every plan has an archive to rely on, and what they take altogether. */
export async function ArchiveVerdict({ ctx }: { ctx: Context }) {
  const without = await plansWithoutGood(ctx);
  const all = await listArchives(ctx, { limit: 0 });
  const damaged = await listArchives(ctx, { state: "damaged", limit: 0 });
  return (
    <p>
      <b className="font-strong text-foreground">{verdictOf(without, all.total)}</b>{" "}
      {all.total > 0
        ? `${plural(all.total, "archive")} would be ${formatBytes(all.bytes)} as ${all.total === 1 ? "a ZIP" : "ZIPs, each complete by itself"}.`
        : null}{" "}
      {damaged.total > 0 ? (
        <Link href={archivesAddress({ view: "damaged" })} className="link text-failure">
          {plural(damaged.total, "is", "are")} damaged.
        </Link>
      ) : null}
    </p>
  );
}

/** Enabled plans that have something to back up and no good archive, by name. */
async function plansWithoutGood(ctx: Context): Promise<string[]> {
  const { plans: standing } = await statusNow(ctx);
  const lastGood = new Map(standing.map(({ id, lastGoodAt }) => [id, lastGoodAt]));
  const plans = await plansNow(ctx);
  return plans
    .filter((plan) => plan.enabled && plan.sources.length > 0 && !lastGood.get(plan.id))
    .map((plan) => plan.name);
}

function verdictOf(without: string[], archives: number): string {
  if (archives === 0) return "There is no archive yet.";
  if (without.length === 0) return "Every plan has a verified archive.";
  const shown = without.slice(0, namesMax);
  const more = without.length - shown.length;
  const named = [...shown, ...(more > 0 ? [plural(more, "more plan")] : [])];
  const last = named.pop();
  const names = named.length > 0 ? `${named.join(", ")} and ${last}` : last;
  return `${names} ${without.length === 1 ? "has" : "have"} no good archive yet.`;
}
