import type { RetentionPreview } from "#lib/runs/schema";
import { formatCount, formatDay, plural } from "./format.ts";
import { cn } from "./ui/cn.ts";
import { Disclosure } from "./ui/disclosure.tsx";

/** More ticks than these cannot be told apart; the newest are drawn. */
const ticksMax = 30;

const rules = [
  { field: "keepLast", word: "last", label: "Last", ink: "bg-chart-1" },
  { field: "keepHourly", word: "hourly", label: "Hourly", ink: "bg-chart-1" },
  { field: "keepDaily", word: "daily", label: "Daily", ink: "bg-chart-2" },
  { field: "keepWeekly", word: "weekly", label: "Weekly", ink: "bg-chart-3" },
  { field: "keepMonthly", word: "monthly", label: "Monthly", ink: "bg-chart-4" },
  { field: "keepYearly", word: "yearly", label: "Yearly", ink: "bg-chart-5" },
] as const;

interface RetentionLanesProps {
  preview: RetentionPreview;
  /** The numbers of the rules; what is absent or 0 has no lane. */
  retention: Partial<Record<(typeof rules)[number]["field"], number | undefined>>;
  now: Date;
  timeZone: string;
}

/** A lane a rule, a tick an archive, newest at the right: filled is kept, hollow is still to come. */
export function RetentionLanes({ preview, retention, now, timeZone }: RetentionLanesProps) {
  const lanes = rules.flatMap((rule) => {
    const of = retention[rule.field] ?? 0;
    if (of === 0) return [];
    const kept = preview.kept.filter((archive) =>
      archive.because.some((reason) => reason.split(" ").includes(rule.word)),
    ).length;
    return [{ ...rule, of, kept: Math.min(kept, of) }];
  });
  return (
    <figure>
      <div
        role="img"
        aria-label={finding(lanes, preview)}
        className="flex flex-col gap-2 text-xs tabular-nums"
      >
        {lanes.map((lane) => (
          <Lane key={lane.word} lane={lane} goes={lane === lanes[0] && preview.letGo.length > 0} />
        ))}
      </div>
      <LetGoTable preview={preview} now={now} timeZone={timeZone} />
    </figure>
  );
}

interface LaneFacts {
  word: string;
  label: string;
  ink: string;
  of: number;
  kept: number;
}

function Lane({ lane, goes }: { lane: LaneFacts; goes: boolean }) {
  const shown = Math.min(lane.of, ticksMax);
  const ticks = Array.from({ length: shown }, (_, tick) => tick);
  const filled = Math.round((lane.kept / lane.of) * shown);
  return (
    <div className="grid grid-cols-[3.5rem_minmax(0,1fr)_3.75rem] items-center gap-2">
      <span className="text-muted-foreground">{lane.label}</span>
      <span className="flex h-4 items-end justify-between gap-px border-b">
        {goes ? (
          <span className="h-3 w-1 flex-none border border-b-0 border-dashed border-failure-mark" />
        ) : null}
        {ticks.map((tick) => (
          <span
            key={tick}
            className={cn(
              "h-3 max-w-1 min-w-px flex-1 rounded-t-[1.5px]",
              tick >= shown - filled ? lane.ink : "border border-b-0",
            )}
          />
        ))}
      </span>
      <span className="text-right text-muted-foreground">
        <span className="font-strong text-foreground">{formatCount(lane.kept)}</span> of{" "}
        {formatCount(lane.of)}
      </span>
    </div>
  );
}

function LetGoTable({
  preview,
  now,
  timeZone,
}: Pick<RetentionLanesProps, "preview" | "now" | "timeZone">) {
  if (preview.letGo.length === 0) return null;
  return (
    <Disclosure
      summary={
        preview.letGo.length === 1
          ? "Name the archive to let go"
          : `List the ${plural(preview.letGo.length, "archive")} to let go`
      }
      className="mt-1"
    >
      <ul className="max-h-48 overflow-y-auto">
        {preview.letGo.map((archive) => (
          <li key={archive.run} className="flex justify-between border-t py-1.5 first:border-t-0">
            <span>Run {formatCount(archive.run)}</span>
            <span className="text-muted-foreground">
              {formatDay(archive.createdAt, now, timeZone)}
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** The chart in words. */
function finding(lanes: LaneFacts[], preview: RetentionPreview): string {
  const kept = lanes.map((lane) => `${lane.kept} of ${lane.of} ${lane.word}`);
  const going =
    preview.letGo.length === 0
      ? "Nothing is let go next."
      : `${plural(preview.letGo.length, "archive")} would be let go next.`;
  return `${kept.join(", ")}. ${going}`;
}
