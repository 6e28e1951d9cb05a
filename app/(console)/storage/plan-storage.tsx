import type { ReactNode } from "react";
import { formatBytes, formatCount } from "#components/format";
import { Link } from "#components/link";
import { Card } from "#components/ui/card";
import { cn } from "#components/ui/cn";
import { EmptyState } from "#components/ui/empty-state";
import { Cell, Column, Table, TableBody, TableHead, TableRow } from "#components/ui/table";
import type { PlanUse } from "#lib/runs/schema";
import { ratioText } from "./words.ts";

/** Which plans added most to the vault. */
export function PlanStorage({ byPlan }: { byPlan: readonly PlanUse[] }) {
  return (
    <Card title="What takes the space" aside="Largest first">
      {byPlan.length === 0 ? (
        <EmptyState title="There is no archive yet." />
      ) : (
        <Table label="What the archives of each plan take" cards>
          <TableHead>
            <Column>Plan</Column>
            <Column numeric>Archives</Column>
            <Column numeric>Added</Column>
            <Column numeric>Content</Column>
            <Column numeric>Ratio</Column>
            <Column numeric>30 days</Column>
          </TableHead>
          <TableBody>
            {byPlan.map((use) => (
              <TableRow key={use.plan.id}>
                <Cell className="max-md:col-start-1 max-md:row-start-1">
                  <Link href={`/plans/${use.plan.id}`} className="link wrap-anywhere">
                    {use.plan.name}
                  </Link>
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
            ))}
          </TableBody>
        </Table>
      )}
      <p className="border-t px-4 py-2.5 text-xs text-muted-foreground">
        Content that several archives share counts for the one that came first.
      </p>
    </Card>
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
