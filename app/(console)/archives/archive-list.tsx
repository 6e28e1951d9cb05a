import { Archive } from "lucide-react";
import { BackUpSplit } from "#components/back-up";
import { Link } from "#components/link";
import { buttonVariants } from "#components/ui/button";
import { CardFooter } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { Column, Table, TableBody, TableHead } from "#components/ui/table";
import type { Context } from "#lib/context";
import { listArchives } from "#lib/runs";
import type { ArchiveSummary } from "#lib/runs/schema";
import { plansNow } from "../reads.tsx";
import { ArchiveRow } from "./archive-row.tsx";
import { BinTable } from "./bin-list.tsx";
import { type ArchivesQuery, archivesAddress, archivesOnPage } from "./list-state.ts";

/** One page of the archives that match. */
export async function ArchiveList({ ctx, query }: { ctx: Context; query: ArchivesQuery }) {
  const { view, plan, offset } = query;
  const { archives, total } = await listArchives(ctx, {
    planId: plan,
    state: view,
    offset,
    limit: archivesOnPage,
  });
  if (archives.length === 0) return <NoArchives ctx={ctx} query={query} total={total} />;
  return (
    <>
      {view === "bin" ? (
        <BinTable archives={archives} />
      ) : (
        <ArchiveTable archives={archives} why={view === "let-go" ? "Let go because" : "Kept as"} />
      )}
      <CardFooter>
        <Pager
          offset={offset}
          limit={archivesOnPage}
          total={total}
          href={(next) => archivesAddress({ ...query, offset: next })}
        >
          <span className="max-md:hidden">
            {view === "bin"
              ? "What it frees is counted as if those that leave before it were gone."
              : "A download is recorded in the activity trail."}
          </span>
        </Pager>
      </CardFooter>
    </>
  );
}

function ArchiveTable({ archives, why }: { archives: readonly ArchiveSummary[]; why: string }) {
  return (
    <Table label="Archives, newest first" cards>
      <TableHead>
        <Column>State</Column>
        <Column>Archive</Column>
        <Column>Made</Column>
        <Column numeric>Entries</Column>
        <Column numeric>As ZIP</Column>
        <Column>{why}</Column>
        <Column>
          <span className="sr-only">Download</span>
        </Column>
      </TableHead>
      <TableBody>
        {archives.map((archive) => (
          <ArchiveRow key={archive.id} archive={archive} />
        ))}
      </TableBody>
    </Table>
  );
}

interface NoArchivesProps {
  ctx: Context;
  query: ArchivesQuery;
  total: number;
}

const emptyViews = {
  good: { title: "No good archive", text: "An archive is good once it was read back complete." },
  flagged: { title: "No archive is flagged", text: "Each is like those of its plan before it." },
  partial: { title: "No archive is without a source", text: "Every archive has all its sources." },
  damaged: {
    title: "No archive is damaged",
    text: "What was read back so far was as it was kept.",
  },
  pinned: { title: "No archive is pinned", text: "A pinned one stays whatever retention says." },
  bin: {
    title: "The bin is empty",
    text: "What retention or a person lets go waits here, and can be taken back.",
  },
  "let-go": {
    title: "No archive has left the bin",
    text: "What was let go and can no longer be taken back is remembered here.",
  },
} as const;

async function NoArchives({ ctx, query, total }: NoArchivesProps) {
  const { view, plan } = query;
  if (view || plan || total > 0) {
    const said = total > 0 ? null : view ? emptyViews[view] : null;
    const back = total > 0 ? { ...query, offset: 0 } : {};
    return (
      <EmptyState
        icon={<Archive />}
        title={said?.title ?? (total > 0 ? "The list ends before this page" : "No archive matches")}
        action={
          <Link href={archivesAddress(back)} className={buttonVariants({ variant: "primary" })}>
            {total > 0 ? "Go to the newest" : "Show all archives"}
          </Link>
        }
      >
        {plan ? null : said?.text}
      </EmptyState>
    );
  }
  const plans = (await plansNow(ctx)).filter((each) => each.sources.length > 0);
  return (
    <EmptyState
      icon={<Archive />}
      title="Nothing is kept yet"
      action={<BackUpSplit plans={plans.map(({ id, name }) => ({ id, name }))} />}
      link={
        <Link href="/plans" className="link">
          All plans
        </Link>
      }
    >
      Every good run leaves one archive: a ZIP that was read back, entry by entry.
    </EmptyState>
  );
}
