import { Download, File, FileSymlink, Folder } from "lucide-react";
import { formatBytes, plural } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { cn } from "#components/ui/cn";
import { CopyButton } from "#components/ui/copy-button";
import { Cell, SubLine, TableRow } from "#components/ui/table";
import { ChangeMark } from "./change-mark.tsx";
import { downloadAddress, type EntriesQuery, entriesAddress, fileAddress } from "./list-state.ts";
import type { ShownEntry } from "./reads.ts";
import { windowsWords } from "./windows-note.tsx";

const icons = { file: File, folder: Folder, link: FileSymlink };
const shaShown = 8;

/** One entry in a line; a card on a phone. */
export function EntryRow({ entry, run, query, inParts }: EntryRowProps) {
  const isOwn = entry.kind === "file" || (entry.kind === "folder" && inParts);
  const isThere = isOwn && entry.change !== "gone";
  const isOpen = entry.path === query.file;
  return (
    <TableRow className={cn(isOpen && "bg-running-subtle/70")}>
      <Cell className="max-md:col-start-1 max-md:row-start-1">
        <EntryName entry={entry} run={run} query={query} isThere={isThere} />
      </Cell>
      <Cell className="whitespace-nowrap max-md:col-start-1 max-md:row-start-3 max-md:group-data-cards/table:pl-6">
        <ChangeMark entry={entry} />
      </Cell>
      <Cell numeric className="whitespace-nowrap max-md:col-start-2 max-md:row-start-1">
        {entry.size === null ? null : formatBytes(entry.size)}
        {entry.entries === null ? null : (
          <SubLine>{plural(entry.entries, "entry", "entries")}</SubLine>
        )}
      </Cell>
      <Cell className="whitespace-nowrap text-muted-foreground max-md:col-start-1 max-md:row-start-2 max-md:text-xs max-md:group-data-cards/table:pl-6">
        {entry.modified ? <Time at={entry.modified} as="moment" /> : null}
      </Cell>
      {query.file ? null : <More entry={entry} run={run} isThere={isThere} />}
    </TableRow>
  );
}

interface EntryProps {
  entry: ShownEntry;
  run: number;
}

interface EntryRowProps extends EntryProps {
  query: EntriesQuery;
  /** Whether a folder of the archive can be had alone; a file can. */
  inParts: boolean;
}

/** What there is no room for beside an open file. */
function More({ entry, run, isThere }: EntryProps & { isThere: boolean }) {
  return (
    <>
      <Cell className="font-mono text-xs whitespace-nowrap text-muted-foreground max-md:group-data-cards/table:hidden">
        {entry.mode === null ? null : permissions(entry.mode)}
      </Cell>
      <Cell className="whitespace-nowrap max-md:col-start-2 max-md:row-start-2">
        {entry.sha256 === null ? null : (
          <span className="flex items-center justify-end gap-1 max-md:-my-3 max-md:-mr-3 md:justify-start">
            <code className="text-xs text-muted-foreground">{entry.sha256.slice(0, shaShown)}</code>
            <CopyButton text={entry.sha256} label={`Copy SHA-256 of ${entry.name}`} />
          </span>
        )}
      </Cell>
      <Cell className="max-md:col-start-2 max-md:row-start-3 max-md:text-right">
        {isThere ? <DownloadEntry entry={entry} run={run} /> : null}
      </Cell>
    </>
  );
}

function EntryName({
  entry,
  run,
  query,
  isThere,
}: EntryProps & { query: EntriesQuery; isThere: boolean }) {
  const Icon = icons[entry.kind];
  return (
    <span className="flex items-start gap-2">
      <Icon aria-hidden="true" className="mt-0.5 size-4 text-muted-foreground" />
      <span className="min-w-0 wrap-anywhere">
        {entry.kind === "folder" && entry.change !== "gone" ? (
          <Link
            data-row-link
            href={entriesAddress(run, { in: `${entry.path}/` })}
            className="font-medium hover:underline"
          >
            {entry.name}
          </Link>
        ) : isThere ? (
          <Link
            data-row-link
            href={fileAddress(run, query, { file: entry.path })}
            scroll={false}
            aria-current={entry.path === query.file ? "true" : undefined}
            className="font-mono text-xs leading-5 hover:underline"
          >
            {entry.name}
          </Link>
        ) : (
          <span
            className={cn(
              "font-mono text-xs leading-5",
              entry.change === "gone" && "text-muted-foreground line-through",
            )}
          >
            {entry.name}
          </span>
        )}
        {entry.link === null ? null : (
          <SubLine>
            link to <span className="font-mono">{entry.link}</span>
          </SubLine>
        )}
        {entry.staleSince ? (
          <SubLine className="text-warning">
            stale: last given <Time at={entry.staleSince} as="moment" />
          </SubLine>
        ) : null}
        {entry.windows && entry.change !== "gone" ? (
          <SubLine>not for Windows: {windowsWords[entry.windows]}</SubLine>
        ) : null}
        {entry.nameBytes === null ? null : (
          <SubLine>
            its bytes <span className="font-mono">{entry.nameBytes}</span>
          </SubLine>
        )}
      </span>
    </span>
  );
}

function DownloadEntry({ entry, run }: EntryProps) {
  return (
    <a
      href={downloadAddress(run, entry)}
      download
      aria-label={`Download ${entry.name}${entry.kind === "folder" ? " as ZIP" : ""}`}
      className="inline-grid size-11 place-items-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground md:size-7"
    >
      <Download aria-hidden="true" className="size-4" />
    </a>
  );
}

/** 0o644 → "rw-r--r--". */
function permissions(mode: number): string {
  return [...(mode & 0o777).toString(8).padStart(3, "0")]
    .map((digit) => {
      const bits = Number(digit);
      return `${bits & 4 ? "r" : "-"}${bits & 2 ? "w" : "-"}${bits & 1 ? "x" : "-"}`;
    })
    .join("");
}
