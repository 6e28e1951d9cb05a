import { formatCount } from "#components/format";
import { Link } from "#components/link";
import { cn } from "#components/ui/cn";
import type { ConfigVersion } from "#lib/versions/schema";

/** Lines that were added and removed, for eyes and for ears. */
export function LineCounts({ added, removed }: { added: number; removed: number }) {
  return (
    <>
      <span className="text-diff-add-foreground">
        <span className="sr-only">Added: </span>+{formatCount(added)}
      </span>{" "}
      <span className="text-diff-del-foreground">
        <span className="sr-only">Removed: </span>−{formatCount(removed)}
      </span>
    </>
  );
}

/** What a version changed against the one before it, and the way to the comparison of the two. */
export function VersionCounts({
  version: { id, number, change },
  className,
}: {
  version: Pick<ConfigVersion, "id" | "number" | "change">;
  className?: string;
}) {
  if (!change) return <span className={cn("text-muted-foreground", className)}>first</span>;
  const { from, added, removed } = change;
  const isCounted = added !== null && removed !== null;
  return (
    <Link
      href={`/configs/compare?a=${from}&b=${id}`}
      title={
        isCounted ? "Against the version before" : "What changed was not counted. Compare the two."
      }
      className={cn("whitespace-nowrap tabular-nums hover:underline", className)}
    >
      {isCounted ? (
        <LineCounts added={added} removed={removed} />
      ) : (
        <span className="text-muted-foreground">not counted</span>
      )}
      <span className="sr-only"> in version {number}, compare it with the one before</span>
    </Link>
  );
}
