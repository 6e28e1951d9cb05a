import type { ReactNode } from "react";
import { formatBytes, formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { SourceIcon, sourceKindWords } from "#components/source-kind";
import { Card } from "#components/ui/card";
import { cn } from "#components/ui/cn";
import { EmptyState } from "#components/ui/empty-state";
import { SegmentedLinks } from "#components/ui/segmented";
import { Cell, Column, Table, TableBody, TableHead, TableRow } from "#components/ui/table";
import type { PlanUse, SourceUse, StorageUse } from "#lib/runs/schema";
import { ratioText } from "./words.ts";

/** As many sources are told one by one; the page of a plan names all of its own. */
const sourcesShown = 20;

/** Which plans, or which sources, added most to the vault. */
export function Contributors({
  use: { byPlan, bySource },
  by,
}: {
  use: Pick<StorageUse, "byPlan" | "bySource">;
  by: "plan" | "source";
}) {
  const rows: readonly (PlanUse | SourceUse)[] = by === "plan" ? byPlan : bySource;
  const shown = rows.slice(0, by === "plan" ? rows.length : sourcesShown);
  const most = Math.max(1, ...rows.map(({ bytes }) => bytes));
  return (
    <Card
      title="What takes the space"
      aside={
        <SegmentedLinks
          label="By"
          options={[
            { label: "Plan", href: "/storage", current: by === "plan" },
            { label: "Source", href: "/storage?by=source", current: by === "source" },
          ]}
        />
      }
    >
      {rows.length === 0 ? (
        <EmptyState title="There is no archive yet." />
      ) : (
        <Table label={`What the archives of each ${by} take`} cards>
          <TableHead>
            <Column>{by === "plan" ? "Plan" : "Source"}</Column>
            <Column>
              <span className="sr-only">Share of the largest</span>
            </Column>
            <Column numeric>Archives</Column>
            <Column numeric>Added</Column>
            <Column numeric>Content</Column>
            <Column numeric>Ratio</Column>
            <Column numeric>30 days</Column>
          </TableHead>
          <TableBody>
            {shown.map((use) => (
              <UseRow key={"source" in use ? use.source.id : use.plan.id} use={use} most={most} />
            ))}
          </TableBody>
        </Table>
      )}
      <p className="border-t px-4 py-2.5 text-xs text-muted-foreground">
        Content that several archives share counts for the one that came first.
        {by === "source"
          ? " What an archive added is shared out among its sources by the size of their content."
          : null}
        {shown.length < rows.length
          ? ` ${plural(rows.length - shown.length, "smaller source")} not shown.`
          : null}
      </p>
    </Card>
  );
}

/** @param props.most bytes of the largest */
function UseRow({ use, most }: { use: PlanUse | SourceUse; most: number }) {
  return (
    <TableRow>
      <Cell className="max-md:col-start-1 max-md:row-start-1">
        <Name use={use} />
      </Cell>
      <Cell className="w-28">
        <span aria-hidden="true" className="block h-1.5 rounded-full bg-accent max-md:hidden">
          <span
            data-bar
            className="block h-full min-w-0.5 rounded-full bg-chart-1"
            style={{ width: `${(use.bytes / most) * 100}%` }}
          />
        </span>
      </Cell>
      <Cell numeric className={line(2, "left")}>
        {formatCount(use.archives)}
        <Said>{use.archives === 1 ? " archive" : " archives"}</Said>
      </Cell>
      <Cell numeric className="font-strong max-md:col-start-2 max-md:row-start-1">
        {formatBytes(use.bytes)}
      </Cell>
      <Cell numeric className={line(3, "left")}>
        {formatBytes(use.contentBytes)}
        <Said> of content</Said>
      </Cell>
      <Cell numeric className={line(3, "right")}>
        <Said>Ratio </Said>
        {ratioText(use.contentBytes, use.bytes)}
      </Cell>
      <Cell numeric className={line(2, "right")}>
        {formatBytes(use.monthBytes)}
        <Said> in 30 days</Said>
      </Cell>
    </TableRow>
  );
}

function Name({ use }: { use: PlanUse | SourceUse }) {
  const plan = (
    <Link href={`/plans/${use.plan.id}`} className="link wrap-anywhere">
      {use.plan.name}
    </Link>
  );
  if (!("source" in use)) return plan;
  return (
    <span className="flex items-start gap-2">
      <SourceIcon kind={use.source.kind} className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">
          {use.source.name}
          <span className="sr-only">, {sourceKindWords[use.source.kind].one} of</span>
        </span>
        <span className="text-xs">{plan}</span>
      </span>
    </span>
  );
}

/** A muted figure of a card on a phone. */
function line(row: 2 | 3, side: "left" | "right"): string {
  return cn(
    "max-md:text-xs max-md:text-muted-foreground",
    row === 2 ? "max-md:row-start-2" : "max-md:row-start-3",
    side === "left" ? "max-md:col-start-1 max-md:text-left" : "max-md:col-start-2",
  );
}

/** What the head of the table says, where a card has none. */
function Said({ children }: { children: ReactNode }) {
  return <span className="md:hidden">{children}</span>;
}
