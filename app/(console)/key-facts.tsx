import { formatBytes, formatCount, plural } from "#components/format";
import { Age, Time } from "#components/time";
import { type Fact, Facts } from "#components/ui/facts";
import { Skeleton } from "#components/ui/skeleton";
import type { Context } from "#lib/context";
import { forecast, listArchives } from "#lib/runs";
import { outcomesOfDays, protectionOfAll, statusNow, storageNow } from "./reads.tsx";
import { oldestCopy } from "./verdict.tsx";

interface KeyFactsProps {
  ctx: Context;
  timeZone: string;
  className?: string;
}

/** Five figures: the oldest copy, today's runs, archives, the last proof, the vault. */
export async function KeyFacts({ ctx, timeZone, className }: KeyFactsProps) {
  const facts = [
    await oldest(ctx),
    await runsToday(ctx, timeZone),
    await archives(ctx),
    await lastProof(ctx),
    await vault(ctx),
  ];
  return <Facts facts={facts} className={className ?? ""} />;
}

async function oldest(ctx: Context): Promise<Fact> {
  const source = oldestCopy(await protectionOfAll(ctx));
  const label = "Oldest good copy";
  if (!source) return { label, value: "None", note: "No plan is enabled" };
  const { lastGoodAt, protection } = source;
  const tone =
    protection === "unprotected" ? "failure" : protection === "stale" ? "warning" : undefined;
  if (!lastGoodAt) return { label, value: "None yet", note: source.name, tone };
  return {
    label,
    value: <Age since={lastGoodAt} />,
    note: (
      <>
        {source.name}, <Time at={lastGoodAt} as="moment" />
      </>
    ),
    tone,
  };
}

async function runsToday(ctx: Context, timeZone: string): Promise<Fact> {
  const today = (await outcomesOfDays(ctx, timeZone)).at(-1);
  const { succeeded = 0, warnings = 0, failed = 0 } = today ?? {};
  const parts = [
    warnings > 0 ? `${formatCount(warnings)} with warnings` : null,
    failed > 0 ? `${formatCount(failed)} failed` : null,
  ].filter(Boolean);
  const total = succeeded + warnings + failed;
  return {
    label: "Runs today",
    value: formatCount(total),
    note: parts.join(", ") || (total > 0 ? "all succeeded" : "none has ended yet"),
  };
}

async function archives(ctx: Context): Promise<Fact> {
  const { total, bytes } = await listArchives(ctx, { limit: 1 });
  const damaged = (await listArchives(ctx, { state: "damaged", limit: 1 })).total;
  return {
    label: "Archives",
    value: formatCount(total),
    note: damaged > 0 ? `${plural(damaged, "archive")} damaged` : formatBytes(bytes),
    tone: damaged > 0 ? "failure" : undefined,
  };
}

async function lastProof(ctx: Context): Promise<Fact> {
  const label = "Last read back";
  const { plans } = await statusNow(ctx);
  const [newest] = plans.toSorted(
    (a, b) => (b.lastProvenAt?.getTime() ?? 0) - (a.lastProvenAt?.getTime() ?? 0),
  );
  if (!newest?.lastProvenAt) return { label, value: "None yet", note: "After the first run" };
  return { label, value: <Time at={newest.lastProvenAt} />, note: newest.name };
}

async function vault(ctx: Context): Promise<Fact> {
  const label = "Vault";
  const storage = await storageNow(ctx);
  if ("failure" in storage) {
    return { label, value: "Not readable", note: storage.failure.sentence, tone: "failure" };
  }
  const { use } = storage;
  const days = forecast(use)?.fullInDays;
  const free = `${formatBytes(use.freeBytes)} free`;
  return {
    label,
    value: formatBytes(use.archiveBytes),
    note: days == null ? free : `${free}, full in ${plural(days, "day")}`,
  };
}

/** In the size of the strip. */
export function KeyFactsSkeleton({ className }: { className?: string }) {
  const wait = () => <Skeleton className="my-1.5 h-3.5 w-16" />;
  const labels = ["Oldest good copy", "Runs today", "Archives", "Last read back", "Vault"];
  const facts = labels.map((label) => ({
    label,
    value: wait(),
    note: <Skeleton className="my-0.5 w-24" />,
  }));
  return <Facts facts={facts} className={className ?? ""} />;
}
