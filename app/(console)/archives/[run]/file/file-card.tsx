import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { formatBytes, formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { Problem } from "#components/ui/alert";
import { buttonVariants } from "#components/ui/button";
import { Card, CardBody } from "#components/ui/card";
import { CopyButton } from "#components/ui/copy-button";
import { SegmentedLinks } from "#components/ui/segmented";
import type { Context } from "#lib/context";
import { visibleName } from "#lib/entries";
import type { ArchiveDetail, ArchiveFileText } from "#lib/runs/schema";
import { shownFailure } from "../../../runs/words.ts";
import { downloadAddress, type EntriesQuery, fileAddress } from "../list-state.ts";
import { FileChanges } from "./file-changes.tsx";
import { FileHistoryList } from "./file-history.tsx";
import { FileTextView } from "./file-text.tsx";
import { type FilePlace, placeOf, textOf, tryRead } from "./reads.ts";

interface FileCardProps {
  ctx: Context;
  archive: ArchiveDetail;
  query: EntriesQuery;
}

/** One file of the archive: its text or what changed in it, and its texts in all archives. */
export async function FileCard({ ctx, archive, query }: FileCardProps) {
  const run = archive.run.number;
  const [text, place] = await Promise.all([
    textOf(ctx, archive.run.id, query.file),
    tryRead(() => placeOf(ctx, archive, query)),
  ]);
  const other = query.with ?? place.value?.older?.newest.run ?? null;
  const shows = query.show ?? (isNewHere(place.value, run) ? "changes" : "text");
  const name = visibleName(query.file);
  return (
    <Card aria-label={`File ${name}`} className="overflow-hidden">
      <Head run={run} query={query} file={text.value} place={place.value} />
      <Views run={run} query={query} shows={shows} other={other} />
      {text.failure ? (
        <CardBody>
          <Problem
            failure={shownFailure(text.failure)}
            consequence="The file cannot be shown. Other files are not affected."
          />
        </CardBody>
      ) : shows === "changes" && other !== null ? (
        <FileChanges ctx={ctx} path={query.file} {...inOrder(run, other)} />
      ) : (
        <FileTextView file={text.value} name={name} />
      )}
      {place.failure ? (
        <CardBody className="border-t">
          <Problem
            failure={shownFailure(place.failure)}
            consequence="The file's texts in other archives cannot be listed."
          />
        </CardBody>
      ) : (
        <FileHistoryList run={run} query={query} place={place.value} />
      )}
    </Card>
  );
}

/** Whether this archive is the first with this text, and others before it had another one. */
function isNewHere(place: FilePlace | null, run: number): boolean {
  return place?.own?.oldest.run === run && place.older !== null;
}

/** Runs count up, so the higher number has the newer archive. */
function inOrder(run: number, other: number): { a: number; b: number } {
  return { a: Math.min(run, other), b: Math.max(run, other) };
}

interface HeadProps {
  run: number;
  query: EntriesQuery;
  file: ArchiveFileText | null;
  place: FilePlace | null;
}

function Head({ run, query, file, place }: HeadProps) {
  const name = visibleName(query.file);
  const icon = buttonVariants({ variant: "ghost", size: "sm", shape: "square" });
  return (
    <header className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-2 border-b px-4 py-2.5">
      <h2 className="font-mono text-sm font-semibold wrap-anywhere max-md:self-center">{name}</h2>
      <span className="-mr-2 flex items-center md:row-span-2">
        <Neighbour query={query} place={place} to="older" />
        <Neighbour query={query} place={place} to="newer" />
        {file ? (
          <a
            href={downloadAddress(run, { path: query.file, kind: "file" })}
            download
            aria-label={`Download ${name}`}
            title={`Download, ${formatBytes(file.size)}`}
            className={icon}
          >
            <Download aria-hidden="true" />
          </a>
        ) : null}
        <Link
          href={fileAddress(run, query, { file: "", from: undefined })}
          scroll={false}
          aria-label="Close the file"
          title="Close the file"
          className={icon}
        >
          <X aria-hidden="true" />
        </Link>
      </span>
      {file ? <Facts file={file} /> : null}
    </header>
  );
}

function Facts({ file: { size, content, sha256 } }: { file: ArchiveFileText }) {
  const isWhole = content.kind === "text" && content.bytes === size;
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-xs max-md:col-span-2 text-muted-foreground tabular-nums">
      {isWhole ? `${plural(content.lines.length, "line")}, ` : ""}
      {formatBytes(size)}
      {sha256 ? "," : ""}
      {sha256 ? (
        <span className="inline-flex items-center gap-1 whitespace-nowrap">
          SHA-256 <code>{sha256.slice(0, 8)}</code>
          <CopyButton text={sha256} label="Copy SHA-256 of the file" />
        </span>
      ) : null}
    </p>
  );
}

/** The way to the text before or after this one, by the keys [ and ]. */
function Neighbour({
  query,
  place,
  to,
}: Omit<HeadProps, "file" | "run"> & { to: "older" | "newer" }) {
  const span = place?.[to];
  if (!span) return null;
  const run = to === "older" ? span.newest.run : span.oldest.run;
  const label = `${to === "older" ? "Older" : "Newer"} text, of run ${formatCount(run)}`;
  const Icon = to === "older" ? ChevronLeft : ChevronRight;
  return (
    <Link
      href={fileAddress(run, { ...query, offset: 0 }, { file: query.file })}
      scroll={false}
      data-shortcut={to === "older" ? "[" : "]"}
      aria-label={label}
      title={label}
      className={buttonVariants({ variant: "ghost", size: "sm", shape: "square" })}
    >
      <Icon aria-hidden="true" />
    </Link>
  );
}

interface ViewsProps {
  run: number;
  query: EntriesQuery;
  shows: "text" | "changes";
  other: number | null;
}

function Views({ run, query, shows, other }: ViewsProps) {
  if (other === null) return null; // there is no other text to hold it against
  const to = (show: "text" | "changes") =>
    fileAddress(run, query, { file: query.file, show, with: query.with });
  return (
    <div className="border-b px-4 py-2">
      <SegmentedLinks
        label="How the file is shown"
        options={[
          { label: "Text", href: to("text"), current: shows === "text" },
          { label: "Changes", href: to("changes"), current: shows === "changes" },
        ]}
      />
    </div>
  );
}
