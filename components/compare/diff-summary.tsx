import { formatCount, plural } from "#components/format";
import { Alert } from "#components/ui/alert";
import type { Comparison } from "#lib/versions/schema";

/** How much differs, in numbers and as a share. */
export function DiffSummary({
  comparison: { added, removed, sections },
}: {
  comparison: Comparison;
}) {
  const share = added + removed === 0 ? 0 : Math.round((5 * added) / (added + removed));
  const blocks = Array.from({ length: 5 }, (_, at) => ({ at, isAdded: at < share }));
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="font-strong tabular-nums text-diff-add-foreground">
        <span className="sr-only">Added: </span>+{formatCount(added)}
      </span>
      <span className="font-strong tabular-nums text-diff-del-foreground">
        <span className="sr-only">Removed: </span>−{formatCount(removed)}
      </span>
      {added + removed > 0 ? (
        <span aria-hidden="true" className="flex gap-px">
          {blocks.map(({ at, isAdded }) => (
            <i
              key={at}
              className={isAdded ? "h-2.5 w-1.5 bg-success-mark" : "h-2.5 w-1.5 bg-failure-mark"}
            />
          ))}
        </span>
      ) : null}
      <span className="text-muted-foreground">
        {added + removed === 0 ? "Nothing differs." : `In ${plural(sections, "section")}.`}
      </span>
    </p>
  );
}

/** That some lines may be the same and are not shown so. */
export function CoarseNote({ comparison: { coarse } }: { comparison: Comparison }) {
  if (!coarse) return null;
  return (
    <Alert tone="warning" className="m-3" title="Compared in a coarser way">
      So much differs that the shortest way between the two was not sought. Every line is shown
      rightly; some that are the same may stand as removed and added.
    </Alert>
  );
}
