import { CoarseNote, DiffSummary } from "#components/compare/diff-summary";
import { formatBytes, formatCount } from "#components/format";
import { Link } from "#components/link";
import { Problem } from "#components/ui/alert";
import { EmptyState } from "#components/ui/empty-state";
import type { Context } from "#lib/context";
import { type ComparedFile, comparedBytesMax, type FileComparison } from "#lib/runs/schema";
import { shownFailure } from "../../../runs/words.ts";
import { FileDiff } from "./file-diff.tsx";
import { comparisonOf } from "./reads.ts";

interface FileChangesProps {
  ctx: Context;
  path: string;
  /** Runs of the two archives, the older first. */
  a: number;
  b: number;
}

/** What differs in a file between two archives. */
export async function FileChanges({ ctx, path, a, b }: FileChangesProps) {
  const { value, failure } = await comparisonOf(ctx, a, b, path);
  if (failure) {
    return (
      <div className="p-4">
        <Problem
          failure={shownFailure(failure)}
          consequence="The two are not compared. The text of this archive is not affected."
        />
      </div>
    );
  }
  return (
    <>
      <p className="border-b px-4 py-2 text-xs text-muted-foreground tabular-nums">
        From <Run run={a} path={path} /> to <Run run={b} path={path} />
      </p>
      <Outcome found={value} a={a} b={b} />
    </>
  );
}

function Run({ run, path }: { run: number; path: string }) {
  return (
    <Link href={`/archives/${run}?${new URLSearchParams({ file: path })}`} className="link">
      run {formatCount(run)}
    </Link>
  );
}

function Outcome({ found, a, b }: { found: FileComparison; a: number; b: number }) {
  const { outcome, path } = found;
  if (outcome.kind === "same") {
    return <EmptyState title="Both texts are the same">Byte for byte.</EmptyState>;
  }
  if (outcome.kind === "binary") return <Binary found={found} types={outcome.types} />;
  const { comparison, isCut } = outcome;
  const isSame = comparison.added + comparison.removed === 0;
  return (
    <>
      <CoarseNote comparison={comparison} />
      <FileDiff
        key={`${path} ${a} ${b}`}
        comparison={comparison}
        path={path}
        a={a}
        b={b}
        summary={<DiffSummary comparison={comparison} />}
        empty={isSame ? <Alike isCut={isCut.a || isCut.b} /> : null}
      />
      {isCut.a || isCut.b ? (
        <p className="border-t px-4 py-2 text-xs text-muted-foreground">
          Only the first {formatBytes(comparedBytesMax)} of each were compared. What differs behind
          them is not shown.
        </p>
      ) : null}
    </>
  );
}

function Alike({ isCut }: { isCut: boolean }) {
  return isCut ? (
    <EmptyState title="Their beginnings are the same">The files differ farther down.</EmptyState>
  ) : (
    <EmptyState title="No line differs">Only white space at the ends of lines does.</EmptyState>
  );
}

interface BinaryProps {
  found: FileComparison;
  types: { a: string | null; b: string | null };
}

function Binary({ found: { a, b }, types }: BinaryProps) {
  return (
    <div className="p-4">
      <p className="font-medium">Not compared: not both are texts</p>
      <p className="mt-0.5 text-muted-foreground">The two differ; this is what is known of them.</p>
      <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2">
        <Known file={a} type={types.a} />
        <Known file={b} type={types.b} />
      </dl>
    </div>
  );
}

function Known({ file, type }: { file: ComparedFile; type: string | null }) {
  return (
    <>
      <dt className="text-muted-foreground">Run {formatCount(file.run)}</dt>
      <dd className="tabular-nums">
        {formatBytes(file.size)}, {type ?? "not a text"}
        <code className="block text-xs wrap-anywhere text-muted-foreground">{file.sha256}</code>
      </dd>
    </>
  );
}
