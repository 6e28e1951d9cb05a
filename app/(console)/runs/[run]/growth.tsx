import { formatBytes, formatPercent, plural } from "#components/format";
import { ShareBar } from "#components/ui/progress";
import type { RunArchive } from "#lib/runs/schema";

type Sizes = Pick<RunArchive, "contentBytes" | "newBytes" | "storedBytes" | "unread">;

/** What of an archive was new to the vault, and what the vault grew by. */
export function Growth({ archive }: { archive: Sizes }) {
  const { contentBytes, newBytes, storedBytes, unread } = archive;
  const known = Math.max(0, contentBytes - newBytes);
  return (
    <div className="flex flex-col gap-1.5 tabular-nums">
      {contentBytes > 0 ? (
        <ShareBar
          shares={[
            { key: "new", amount: newBytes, className: "bg-chart-1" },
            { key: "known", amount: known, className: "bg-accent" },
          ]}
        />
      ) : null}
      <p>
        <span className="font-strong">{formatBytes(newBytes)} new</span>, {formatBytes(known)} known
        {contentBytes > 0 ? ` (${formatPercent(known / contentBytes)})` : ""}
      </p>
      <p className="text-muted-foreground">
        The vault grew by {formatBytes(storedBytes)}
        {ratioOf(archive)}.
        {unread > 0 ? ` ${plural(unread, "unchanged file")} not read again.` : ""}
      </p>
    </div>
  );
}

/** ", 1 byte for 13.1 of content"; nothing where a ratio would say nothing. */
export function ratioOf({ contentBytes, storedBytes }: Sizes): string {
  if (storedBytes === 0 || contentBytes < storedBytes) return "";
  const ratio = contentBytes / storedBytes;
  const text = ratio < 100 ? ratio.toFixed(1) : Math.round(ratio).toLocaleString("en");
  return `, 1 byte for ${text} of content`;
}

/** Content a second from claim to verified; a dash where nothing was measured. */
export function throughput({ contentBytes }: Sizes, tookMs: number | null): string {
  if (!tookMs || contentBytes === 0) return "–";
  return `${formatBytes((contentBytes / tookMs) * 1_000)} of content a second`;
}
