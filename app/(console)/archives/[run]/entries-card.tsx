import { Folder, FolderOpen } from "lucide-react";
import { formatCount } from "#components/format";
import { Link } from "#components/link";
import { Problem } from "#components/ui/alert";
import { buttonVariants } from "#components/ui/button";
import { Card, CardBody, CardFooter } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { FilterBar, FilterSearch } from "#components/ui/filter-chips";
import { Pager } from "#components/ui/pager";
import { Column, Table, TableBody, TableHead } from "#components/ui/table";
import type { Context } from "#lib/context";
import { asFailure, type FailureReport, isFailure } from "#lib/failures";
import type { ArchiveDetail } from "#lib/runs/schema";
import { shownFailure } from "../../runs/words.ts";
import { ChangeFilter } from "./change-filter.tsx";
import { EntryRow } from "./entry-row.tsx";
import { FolderTrail } from "./folder-trail.tsx";
import { type EntriesQuery, entriesAddress, entriesOnPage } from "./list-state.ts";
import { readPlace, type ShownPlace } from "./reads.ts";

interface EntriesProps {
  ctx: Context;
  archive: ArchiveDetail;
  query: EntriesQuery;
}

/** What is in the archive, folder by folder, without downloading it. */
export async function EntriesCard({ ctx, archive, query }: EntriesProps) {
  const run = archive.run.number;
  const found = await tryRead({ ctx, archive, query });
  return (
    <Card title="Entries" note={formatCount(archive.entries)}>
      <FilterBar>
        <FilterSearch placeholder={query.in ? "Find in this folder" : "Find in this archive"} />
        <FolderTrail run={run} query={query} />
      </FilterBar>
      {"failure" in found ? (
        <CardBody>
          <Problem
            failure={shownFailure(found.failure)}
            consequence="The list cannot be shown. Other archives are not affected."
          />
        </CardBody>
      ) : (
        <>
          <ChangeFilter run={run} query={query} found={found} />
          <Entries
            run={run}
            query={query}
            found={found}
            inParts={archive.sha256Of === "manifest"}
          />
        </>
      )}
    </Card>
  );
}

interface EntriesListProps {
  run: number;
  query: EntriesQuery;
  found: ShownPlace;
  inParts: boolean;
}

function Entries({ run, query, found, inParts }: EntriesListProps) {
  const { entries, total } = found;
  const isCompact = query.file !== "";
  if (entries.length === 0) return <NoEntries run={run} query={query} total={total} />;
  return (
    <>
      <Table label={query.q || query.change ? "Entries found" : "Entries of this folder"} cards>
        <TableHead>
          <Column>Name</Column>
          <Column>Change</Column>
          <Column numeric>Size</Column>
          <Column>Modified</Column>
          {isCompact ? null : (
            <>
              <Column>Mode</Column>
              <Column>SHA-256</Column>
              <Column>
                <span className="sr-only">Download</span>
              </Column>
            </>
          )}
        </TableHead>
        <TableBody>
          {entries.map((entry) => (
            <EntryRow key={entry.path} entry={entry} run={run} query={query} inParts={inParts} />
          ))}
        </TableBody>
      </Table>
      <CardFooter>
        <Pager
          offset={query.offset}
          limit={entriesOnPage}
          total={total}
          href={(offset) => entriesAddress(run, { ...query, offset })}
        >
          <span className="max-md:hidden">
            {query.q || query.change
              ? "Found here and below"
              : "A folder's size is that of all below it"}
          </span>
        </Pager>
      </CardFooter>
    </>
  );
}

const emptyWords = {
  new: "Nothing here is new",
  changed: "Nothing here changed",
  same: "Nothing here is the same",
  gone: "Nothing is gone from here",
};

function NoEntries({ run, query, total }: { run: number; query: EntriesQuery; total: number }) {
  const isFiltered = query.q !== "" || query.change !== undefined;
  const back = total > 0 ? { ...query, offset: 0 } : isFiltered ? { in: query.in } : {};
  return (
    <EmptyState
      icon={isFiltered ? <Folder /> : <FolderOpen />}
      title={
        total > 0
          ? "The list ends before this page"
          : query.q
            ? "No path holds these letters"
            : query.change
              ? emptyWords[query.change]
              : "Nothing is in this folder"
      }
      action={
        <Link href={entriesAddress(run, back)} className={buttonVariants({ variant: "primary" })}>
          {total > 0 ? "Go to its beginning" : isFiltered ? "Show the folder" : "Show all folders"}
        </Link>
      }
    />
  );
}

/** The entries, or why they cannot be read; an error nobody foresaw goes to the page. */
async function tryRead(asked: EntriesProps): Promise<ShownPlace | { failure: FailureReport }> {
  try {
    return await readPlace(asked.ctx, asked.archive.run.id, asked.query);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { failure: asFailure(error).report() };
  }
}
