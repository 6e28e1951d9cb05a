import { formatBytes, formatCount } from "#components/format";
import { Link } from "#components/link";
import { Card } from "#components/ui/card";
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
        <Table label="What the archives of each plan take">
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
                <Cell>
                  <Link href={`/plans/${use.plan.id}`} className="link wrap-anywhere">
                    {use.plan.name}
                  </Link>
                </Cell>
                <Cell numeric>{formatCount(use.archives)}</Cell>
                <Cell numeric className="font-strong">
                  {formatBytes(use.bytes)}
                </Cell>
                <Cell numeric>{formatBytes(use.contentBytes)}</Cell>
                <Cell numeric>{ratioText(use.contentBytes, use.bytes)}</Cell>
                <Cell numeric>{formatBytes(use.monthBytes)}</Cell>
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
