import { formatCount } from "#components/format";
import { Link } from "#components/link";
import { SegmentedLinks } from "#components/ui/segmented";
import { type EntriesQuery, entriesAddress } from "./list-state.ts";
import type { ShownPlace } from "./reads.ts";

interface ChangeFilterProps {
  run: number;
  query: EntriesQuery;
  found: ShownPlace;
}

/** What differs from the archive before, and the way to see only that. */
export function ChangeFilter({ run, query, found }: ChangeFilterProps) {
  const { against, changes } = found;
  if (against === null) {
    return (
      <p className="border-b px-4 py-2.5 text-xs text-muted-foreground">
        No archive of this plan before it can be read, so nothing is compared.
      </p>
    );
  }
  const option = (label: string, change: EntriesQuery["change"], count?: number) => ({
    label,
    href: entriesAddress(run, { ...query, change, offset: 0 }),
    current: query.change === change,
    ...(count === undefined ? {} : { count }),
  });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-2.5">
      <SegmentedLinks
        label="Changes"
        className="max-md:flex max-md:w-full max-md:flex-nowrap max-md:overflow-x-auto max-md:*:gap-1 max-md:*:px-1.5 max-md:*:text-xs"
        options={[
          option("All", undefined),
          option("New", "new", changes.new),
          option("Changed", "changed", changes.changed),
          option("Gone", "gone", changes.gone),
          option("Same", "same"),
        ]}
      />
      <p className="text-xs text-muted-foreground">
        Against{" "}
        <Link href={`/archives/${against}`} className="link">
          run {formatCount(against)}
        </Link>
        , here and below
      </p>
    </div>
  );
}
