import { Plus } from "lucide-react";
import { formatBytes, plural } from "#components/format";
import { Link } from "#components/link";
import { SourceIcon, sourceKindWords } from "#components/source-kind";
import { ProtectionStatus } from "#components/status";
import { Time } from "#components/time";
import { Tag } from "#components/ui/badge";
import { buttonVariants } from "#components/ui/button";
import { Card, Row, Rows } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import type { ProtectedSource } from "#lib/alarms";
import type { Context } from "#lib/context";
import { type Plan, type PlanSource, sourcePlace } from "#lib/plans/schema";
import { findArchive, listArchives } from "#lib/runs";
import type { ArchiveSource } from "#lib/runs/schema";
import { readPlanState } from "./plan-state.tsx";

/** What the plan takes: where it lies, how large it was last, how well it is protected. */
export async function SourcesCard({ ctx, plan }: { ctx: Context; plan: Plan }) {
  const { standing } = await readPlanState(ctx, plan);
  const latest = await latestSizes(ctx, plan.id);
  const add = (
    <Link href={`/plans/${plan.id}/edit#what`} className={buttonVariants({ size: "sm" })}>
      <Plus aria-hidden="true" />
      Add source
    </Link>
  );
  return (
    <Card title="Sources" id="sources" aside={plan.builtIn ? null : add}>
      {plan.sources.length === 0 ? (
        <EmptyState title="This plan has no source yet" action={add}>
          Add a database or a folder; until then it cannot run.
        </EmptyState>
      ) : (
        <Rows>
          {plan.sources.map((source) => (
            <SourceLine
              key={source.id}
              source={source}
              size={latest.find(({ name }) => name === source.name)}
              protection={standing.sources.find((each) => each.source.id === source.id)}
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}

interface SourceLineProps {
  source: PlanSource;
  /** What it gave to the newest archive, if that holds it. */
  size: ArchiveSource | undefined;
  protection: ProtectedSource | undefined;
}

function SourceLine({ source, size, protection }: SourceLineProps) {
  const left = "include" in source.config ? leftOut(source.config) : "";
  return (
    <Row className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-3.5 gap-y-1 py-3 md:grid-cols-[1rem_minmax(0,1fr)_5.5rem_8.5rem]">
      <SourceIcon kind={source.kind} className="mt-0.5 size-4 text-muted-foreground" />
      <div className="min-w-0 max-md:col-span-2">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium">{source.name}</span>
          <Tag>{source.kind === "database" ? "SQLite" : sourceKindWords[source.kind].label}</Tag>
        </p>
        <p className="font-mono text-xs wrap-anywhere text-muted-foreground">
          {sourcePlace(source)}
        </p>
        {left ? <p className="text-xs text-muted-foreground">{left}</p> : null}
      </div>
      <p className="max-md:col-start-2 md:text-right">
        <span className="block font-strong tabular-nums">
          {size?.yielded ? formatBytes(size.bytes) : "–"}
        </span>
        <span className="block text-xs text-muted-foreground">
          {size?.yielded ? plural(size.entries, "entry", "entries") : "not copied yet"}
        </span>
      </p>
      <p>
        {protection ? <ProtectionStatus state={protection.protection} /> : null}
        <span className="block text-xs text-muted-foreground">
          {protection?.lastGoodAt ? <Time at={protection.lastGoodAt} /> : "no good copy"}
        </span>
      </p>
    </Row>
  );
}

/** What keeps files of a folder out of the archive, as one line. */
function leftOut(config: Extract<PlanSource, { kind: "files" }>["config"]): string {
  const { include, exclude, largerThanBytes, excludeIfPresent } = config;
  const parts = [
    include.length > 0 ? `only ${include.slice(0, 3).join(", ")}${rest(include)}` : "",
    exclude.length > 0 ? `without ${exclude.slice(0, 3).join(", ")}${rest(exclude)}` : "",
    largerThanBytes === null ? "" : `nothing larger than ${formatBytes(largerThanBytes)}`,
    excludeIfPresent ? `no folder that holds ${excludeIfPresent}` : "",
  ];
  const text = parts.filter(Boolean).join("; ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function rest(patterns: readonly string[]): string {
  return patterns.length > 3 ? ` and ${patterns.length - 3} more` : "";
}

async function latestSizes(ctx: Context, planId: string): Promise<ArchiveSource[]> {
  const [newest] = (await listArchives(ctx, { planId, limit: 1 })).archives;
  const archive = newest ? await findArchive(ctx, newest.run.id) : null;
  return archive?.sources ?? [];
}
