import { Columns2, Download } from "lucide-react";
import { formatBytes, formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { buttonVariants } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import type { FileHistory, FileSpan } from "#lib/runs/schema";
import { downloadAddress, type EntriesQuery, fileAddress } from "../list-state.ts";
import type { FilePlace } from "./reads.ts";

const dayMs = 86_400_000;

interface FileHistoryProps {
  run: number;
  query: EntriesQuery;
  place: FilePlace;
}

/** The texts a file has in all archives of its plan; equal ones in a row are one line. */
export function FileHistoryList({ run, query, place: { history, own } }: FileHistoryProps) {
  return (
    <section aria-labelledby="file-history" className="border-t">
      <header className="flex flex-wrap items-baseline gap-x-3 px-4 pt-3 pb-1">
        <h3 id="file-history" className="font-semibold">
          This file in all archives
        </h3>
        <span className="ml-auto text-xs text-muted-foreground tabular-nums">
          {countWords(history)}
        </span>
      </header>
      <ol className="pb-2">
        {history.spans.map((span) => (
          <Span
            key={span.newest.run}
            span={span}
            run={run}
            query={query}
            isOwn={span.newest.run === own?.newest.run}
          />
        ))}
      </ol>
      <More run={run} query={query} history={history} />
    </section>
  );
}

function countWords({ texts, lookedAt }: FileHistory): string {
  return `${plural(texts, "text")} in ${plural(lookedAt, "archive")}`;
}

function More({ run, query, history }: Omit<FileHistoryProps, "place"> & { history: FileHistory }) {
  const { next } = history;
  if (next === null && query.from === undefined) return null;
  const to = (from: number | undefined) =>
    fileAddress(run, query, { show: query.show, with: query.with, from });
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-3 text-xs">
      {query.from === undefined ? null : (
        <Link href={to(undefined)} scroll={false} className="link py-1">
          Back to the newest
        </Link>
      )}
      {next === null ? (
        <span className="py-1 text-muted-foreground">There is no older archive.</span>
      ) : (
        <Link href={to(next)} scroll={false} className="link py-1">
          Look further back, from run {formatCount(next)} on
        </Link>
      )}
    </p>
  );
}

interface SpanProps {
  span: FileSpan;
  run: number;
  query: EntriesQuery;
  isOwn: boolean;
}

function Span({ span, run, query, isOwn }: SpanProps) {
  const { state, newest, archives, file } = span;
  return (
    <li className="flex min-h-9 items-center gap-2.5 px-4 py-1 max-md:min-h-12">
      <span
        aria-hidden="true"
        className={cn(
          "size-2 shrink-0 rounded-full border border-neutral-mark",
          isOwn && "border-running-mark bg-running-mark",
          state !== "there" && "border-dashed",
        )}
      />
      <p className="min-w-0 flex-1">
        {state === "there" ? (
          <Link
            href={fileAddress(newest.run, { ...query, offset: 0 }, { file: query.file })}
            scroll={false}
            aria-current={isOwn ? "true" : undefined}
            className={cn("hover:underline", isOwn && "font-medium")}
          >
            <Days span={span} />
          </Link>
        ) : (
          <span className="text-muted-foreground">
            <Days span={span} />
          </span>
        )}{" "}
        <span className="text-xs whitespace-nowrap text-muted-foreground tabular-nums">
          {stateWords[state]}
          {plural(archives, "archive")}
        </span>
      </p>
      {file ? (
        <>
          <span className="text-xs whitespace-nowrap text-muted-foreground tabular-nums">
            {isOwn ? "this text, " : ""}
            {formatBytes(file.size)}
          </span>
          <Actions span={span} path={file.path} run={run} query={query} isOwn={isOwn} />
        </>
      ) : null}
    </li>
  );
}

const stateWords = { there: "", absent: "not in ", unreadable: "cannot be read in " };

function Days({ span: { newest, oldest } }: { span: FileSpan }) {
  if (newest.run === oldest.run) return <Time at={newest.madeAt} as="moment" />;
  const isShort = newest.madeAt.getTime() - oldest.madeAt.getTime() < dayMs;
  const as = isShort ? "moment" : "day"; // beyond a day the hours say little
  return (
    <>
      <Time at={oldest.madeAt} as={as} /> to <Time at={newest.madeAt} as={as} />
    </>
  );
}

function Actions({ span: { newest }, path, run, query, isOwn }: SpanProps & { path: string }) {
  const other = newest.run;
  const button = buttonVariants({ variant: "ghost", size: "sm", shape: "square" });
  return (
    <span className="flex shrink-0 items-center">
      {isOwn ? (
        <span className={cn(button, "invisible")} />
      ) : (
        <Link
          href={fileAddress(run, query, { file: path, show: "changes", with: other })}
          scroll={false}
          aria-label={`Compare with run ${formatCount(other)}`}
          title={`Compare with run ${formatCount(other)}`}
          className={button}
        >
          <Columns2 aria-hidden="true" />
        </Link>
      )}
      <a
        href={downloadAddress(other, { path, kind: "file" })}
        download
        aria-label={`Download the text of run ${formatCount(other)}`}
        title={`Download the text of run ${formatCount(other)}`}
        className={button}
      >
        <Download aria-hidden="true" />
      </a>
    </span>
  );
}
