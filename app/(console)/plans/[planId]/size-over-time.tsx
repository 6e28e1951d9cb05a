import { formatBytes, formatCount, formatDay } from "#components/format";
import { Time } from "#components/time";
import { timeShare } from "#components/time-share";
import { cn } from "#components/ui/cn";
import { Disclosure } from "#components/ui/disclosure";
import type { ArchiveSummary } from "#lib/runs/schema";

/** A bar an archive where it lies in time, its height its content from zero; an incomplete one is amber, a flagged one purple. */
export function SizeOverTime({ archives, now }: { archives: ArchiveSummary[]; now: Date }) {
  const largest = Math.max(1, ...archives.map((archive) => archive.contentBytes));
  const [oldest] = archives;
  const newest = archives.at(-1);
  if (!oldest || !newest) return null;
  const span = { from: oldest.createdAt, until: newest.createdAt };
  return (
    <figure>
      <div className="flex justify-between text-xs text-muted-foreground tabular-nums">
        <span>Content</span>
        <span>{formatBytes(largest)}</span>
      </div>
      <div
        role="img"
        aria-label={finding(oldest, newest, archives.length)}
        className="relative mt-1 h-12 border-b px-1"
      >
        <div className="relative h-full">
          {archives.map((archive) => (
            <span
              key={archive.id}
              data-bar
              className={cn("absolute bottom-0 w-1 rounded-t-[1.5px]", toneOf(archive))}
              style={{
                left: `calc(${timeShare(archive.createdAt, span) * 100}% - 2px)`,
                height: `max(2px, ${(archive.contentBytes / largest) * 100}%)`,
              }}
            />
          ))}
        </div>
      </div>
      <div
        aria-hidden="true"
        className="flex justify-between pt-0.5 text-2xs text-muted-foreground tabular-nums"
      >
        <span>{formatDay(oldest.createdAt, now, "UTC")}</span>
        <span>{formatDay(newest.createdAt, now, "UTC")}</span>
      </div>
      <Disclosure summary="List the sizes">
        <ul className="max-h-48 overflow-y-auto text-xs">
          {archives.toReversed().map((archive) => (
            <li key={archive.id} className="flex justify-between gap-2 py-0.5">
              <span className="text-muted-foreground">
                Run {formatCount(archive.run.number)}, <Time at={archive.createdAt} as="moment" />
              </span>
              <span className="tabular-nums">
                {formatBytes(archive.contentBytes)}, vault +{formatBytes(archive.storedBytes)}
              </span>
            </li>
          ))}
        </ul>
      </Disclosure>
    </figure>
  );
}

function toneOf({ good, flag }: ArchiveSummary): string {
  if (good) return "bg-chart-1";
  return flag && !flag.accepted ? "bg-quarantine-mark" : "bg-warning-mark";
}

function finding(oldest: ArchiveSummary, newest: ArchiveSummary, count: number): string {
  const sizes = `from ${formatBytes(oldest.contentBytes)} to ${formatBytes(newest.contentBytes)}`;
  return `Content of the last ${count} archives: ${sizes}.`;
}
