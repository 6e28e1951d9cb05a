import { formatBytes, formatDuration, plural } from "#components/format";
import { Link } from "#components/link";
import { Card } from "#components/ui/card";
import { Cell, Column, Table, TableBody, TableHead, TableRow } from "#components/ui/table";
import { visibleName } from "#lib/entries";
import type { RunDetail } from "#lib/runs/schema";

/** The files that took longest; nothing where none took long enough to name. */
export function SlowestCard({ run: { slowest, archive, number } }: { run: RunDetail }) {
  if (slowest.length === 0 || !archive) return null;
  const address = (path: string) => `/archives/${number}?${new URLSearchParams({ file: path })}`;
  return (
    <Card title="Slowest files" note="read, packed and stored">
      <Table label={plural(slowest.length, "slow file")} cards>
        <TableHead>
          <Column>File</Column>
          <Column numeric>Size</Column>
          <Column numeric>Took</Column>
        </TableHead>
        <TableBody>
          {slowest.map(({ path, bytes, ms }) => (
            <TableRow key={path}>
              <Cell className="font-mono text-xs wrap-anywhere max-md:col-span-2">
                {archive.letGoAt ? (
                  visibleName(path)
                ) : (
                  <Link href={address(path)} data-row-link className="hover:underline">
                    {visibleName(path)}
                  </Link>
                )}
              </Cell>
              <Cell numeric className="whitespace-nowrap text-muted-foreground max-md:text-left">
                {formatBytes(bytes)}
              </Cell>
              <Cell numeric className="whitespace-nowrap">
                {formatDuration(ms)}
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
