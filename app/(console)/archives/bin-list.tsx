import { formatBytes, formatCount } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { Cell, Column, SubLine, Table, TableBody, TableHead, TableRow } from "#components/ui/table";
import type { ArchiveSummary } from "#lib/runs/schema";
import { TakeBack } from "./take-back.tsx";

/** Archives in the bin: why they were let go, until when they can be taken back, what they free. */
export function BinTable({ archives }: { archives: readonly ArchiveSummary[] }) {
  return (
    <Table label="Archives in the bin, newest first" cards>
      <TableHead>
        <Column>Archive</Column>
        <Column>Let go</Column>
        <Column>Can be taken back until</Column>
        <Column numeric>Would free</Column>
        <Column>
          <span className="sr-only">Take back</span>
        </Column>
      </TableHead>
      <TableBody>
        {archives.map((archive) => (
          <BinRow key={archive.id} archive={archive} />
        ))}
      </TableBody>
    </Table>
  );
}

function BinRow({ archive }: { archive: ArchiveSummary }) {
  const { run, plan, bin, letGoAt } = archive;
  const number = formatCount(run.number);
  return (
    <TableRow>
      <Cell className="max-md:col-start-1 max-md:row-start-1">
        <Link
          data-row-link
          href={`/archives/${run.number}`}
          className="font-medium hover:underline"
        >
          {plan.name}{" "}
          <span className="font-normal whitespace-nowrap text-muted-foreground">run {number}</span>
        </Link>
        <SubLine>
          made <Time at={archive.createdAt} />
        </SubLine>
      </Cell>
      <Cell className="max-md:col-start-1 max-md:row-start-3 max-md:text-xs">
        <span className="md:hidden">let go </span>
        {letGoAt ? <Time at={letGoAt} as="moment" /> : null}
        <SubLine className="wrap-anywhere">{archive.letGoBecause}</SubLine>
      </Cell>
      <Cell className="whitespace-nowrap max-md:col-start-1 max-md:row-start-2 max-md:text-xs">
        <span className="md:hidden">can be taken back until </span>
        {bin ? <Time at={bin.until} as="moment" /> : null}
      </Cell>
      <Cell numeric className="whitespace-nowrap max-md:col-start-2 max-md:row-start-1">
        {bin?.freesBytes == null ? (
          <span className="text-muted-foreground">counting …</span>
        ) : (
          formatBytes(bin.freesBytes)
        )}
      </Cell>
      <Cell className="text-right max-md:col-start-2 max-md:row-span-2 max-md:row-start-2 max-md:self-end">
        <TakeBack run={run.id} number={number} planName={plan.name} />
      </Cell>
    </TableRow>
  );
}
