import { type Span, spansOf, versionsWords } from "#components/config/spans";
import { formatAge, plural } from "#components/format";
import { Link } from "#components/link";
import { Time } from "#components/time";
import { cn } from "#components/ui/cn";
import type { ConfigVersion } from "#lib/versions/schema";

/** From this share of the ribbon on there is room for a number. */
const namedShare = 0.06;
const dayMs = 86_400_000;

const grounds = {
  active: "bg-success-mark",
  past: "bg-accent",
  quarantined:
    "min-w-3.5 bg-[repeating-linear-gradient(115deg,var(--quarantine-mark)_0_3px,var(--quarantine-subtle)_3px_6px)]",
} as const;

/** How long each version was valid: as wide as it had days. The picker beside it is its way in. */
export function Ribbon({
  versions,
  shown,
  now,
  others,
  addressOf,
}: {
  versions: readonly ConfigVersion[];
  /** Number of the version that is read. */
  shown: number;
  now: Date;
  /** Parts of all versions that are not in it. */
  others: { from: number; to: number }[];
  /** Where a version is read. */
  addressOf: (version: number) => string;
}) {
  const spans = spansOf(versions, now);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return null;
  const older = others.find(({ to }) => to < first.number);
  const newer = others.findLast(({ from }) => from > last.number);
  const total = spans.reduce((sum, { days }) => sum + days, 0);
  return (
    <div className="border-b px-4 pt-0.5 pb-2">
      <div role="img" aria-label={finding(spans)} className="flex h-4.5 gap-0.5">
        {spans.map((span) => (
          <span
            key={span.number}
            data-bar
            title={`Version ${span.number}, ${formatAge(span.days * dayMs)}`}
            style={{ flexGrow: Math.max(span.days, total / 400) || 1, flexBasis: 0 }}
            className={cn(
              "min-w-0.75 overflow-hidden rounded-[3px] px-1 text-2xs leading-4.5 text-muted-foreground",
              grounds[span.state],
              span.number === shown &&
                span.state !== "active" &&
                "shadow-[inset_0_0_0_2px_var(--foreground)]",
            )}
          >
            {span.state === "past" && span.days / total >= namedShare ? `v${span.number}` : null}
          </span>
        ))}
      </div>
      <div className="mt-0.5 flex flex-wrap justify-between gap-x-4 text-2xs text-muted-foreground">
        <span className="flex flex-wrap gap-x-2">
          <Time at={first.from} as="day" />
          {older ? <Part to={addressOf(older.to)} part={older} label="Older" /> : null}
        </span>
        <span className="flex flex-wrap gap-x-2">
          {newer ? <Part to={addressOf(newer.to)} part={newer} label="Newer" /> : null}
          {newer ? <Time at={last.until ?? now} as="day" /> : "now"}
        </span>
      </div>
    </div>
  );
}

function Part(props: { to: string; part: { from: number; to: number }; label: string }) {
  const { to, part, label } = props;
  return (
    <Link href={to} scroll={false} className="link inline-flex min-h-6 items-center">
      {label}: {versionsWords(part).toLowerCase()}
    </Link>
  );
}

/** What the ribbon shows, for ears. */
function finding(spans: readonly Span[]): string {
  const believed = spans.filter(({ state }) => state !== "quarantined");
  const aside = spans.length - believed.length;
  const longest = believed.toSorted((a, b) => b.days - a.days)[0];
  const words = [
    `${plural(believed.length, "version")} that were valid.`,
    longest ? `Version ${longest.number} the longest: ${formatAge(longest.days * dayMs)}.` : "",
    aside > 0 ? `${plural(aside, "quarantined text")}.` : "",
  ];
  return words.filter(Boolean).join(" ");
}
